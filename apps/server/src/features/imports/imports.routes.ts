import { importCurl as endpoint } from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { importCurl } from './import-curl.ts';

export function importRoutes(ctx: Context): Route[] {
  return [route(endpoint, ({ caller, body }) => importCurl(ctx, caller, body))];
}
