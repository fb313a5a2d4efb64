import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { createApi } from './create-api.ts';
import { deleteApi } from './delete-api.ts';
import { getApi } from './get-api.ts';
import { restoreApi } from './restore-api.ts';
import { saveApi } from './save-api.ts';

export function apiRoutes(ctx: Context): Route[] {
  return [
    route(contracts.createApi, ({ caller, body }) => createApi(ctx, caller, body)),
    route(contracts.getApi, ({ params }) => getApi(ctx, params.apiId)),
    route(contracts.saveApi, ({ caller, params, body }) => saveApi(ctx, caller, params.apiId, body)),
    route(contracts.deleteApi, ({ caller, params }) => deleteApi(ctx, caller, params.apiId)),
    route(contracts.restoreApi, ({ caller, params }) => restoreApi(ctx, caller, params.apiId)),
  ];
}
