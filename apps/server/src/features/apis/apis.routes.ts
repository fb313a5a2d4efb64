import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { createApi } from './create-api.ts';
import { deleteApi } from './delete-api.ts';
import { duplicateApi } from './duplicate-api.ts';
import { getApi } from './get-api.ts';
import { getSharedRowUses } from './get-shared-row-uses.ts';
import { moveApi } from './move-api.ts';
import { restoreApi } from './restore-api.ts';
import { saveApi } from './save-api.ts';

export function apiRoutes(ctx: Context): Route[] {
  return [
    route(contracts.createApi, ({ caller, body }) => createApi(ctx, caller, body)),
    route(contracts.getApi, ({ params }) => getApi(ctx, params.apiId)),
    route(contracts.getSharedRowUses, ({ caller, params }) => getSharedRowUses(ctx, caller, params.apiId)),
    route(contracts.saveApi, ({ caller, params, body }) => saveApi(ctx, caller, params.apiId, body)),
    route(contracts.moveApi, ({ caller, params, body }) => moveApi(ctx, caller, params.apiId, body.beforeId)),
    route(contracts.duplicateApi, ({ caller, params }) => duplicateApi(ctx, caller, params.apiId)),
    route(contracts.deleteApi, ({ caller, params }) => deleteApi(ctx, caller, params.apiId)),
    route(contracts.restoreApi, ({ caller, params }) => restoreApi(ctx, caller, params.apiId)),
  ];
}
