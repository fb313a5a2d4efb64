import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { copyApi } from './copy-api.ts';
import { copyCall } from './copy-call.ts';
import { moveCallToApi } from './move-call-to-api.ts';

export function transferRoutes(ctx: Context): Route[] {
  return [
    route(contracts.copyApi, ({ caller, params, body }) => copyApi(ctx, caller, params.apiId, body.projectId)),
    route(contracts.copyCall, ({ caller, params, body }) => copyCall(ctx, caller, params.callId, body.apiId)),
    route(contracts.moveCallToApi, ({ caller, params, body }) => moveCallToApi(ctx, caller, params.callId, body)),
  ];
}
