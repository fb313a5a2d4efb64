import { addDemoApi as endpoint } from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { addDemoApi } from './add-demo-api.ts';

export function demoRoutes(ctx: Context): Route[] {
  return [route(endpoint, ({ caller }) => addDemoApi(ctx, caller))];
}
