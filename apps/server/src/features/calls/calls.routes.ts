import * as contracts from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route } from '../../http/route.ts';
import { createCall } from './create-call.ts';
import { deleteCall } from './delete-call.ts';
import { duplicateCall } from './duplicate-call.ts';
import { getCall } from './get-call.ts';
import { moveCall } from './move-call.ts';
import { restoreCall } from './restore-call.ts';
import { saveCall } from './save-call.ts';

export function callRoutes(ctx: Context): Route[] {
  return [
    route(contracts.createCall, ({ caller, params, body }) => createCall(ctx, caller, params.apiId, body)),
    route(contracts.getCall, ({ params }) => getCall(ctx, params.callId)),
    route(contracts.saveCall, ({ caller, params, body }) => saveCall(ctx, caller, params.callId, body)),
    route(contracts.moveCall, ({ caller, params, body }) => moveCall(ctx, caller, params.callId, body.beforeId)),
    route(contracts.deleteCall, ({ caller, params }) => deleteCall(ctx, caller, params.callId)),
    route(contracts.restoreCall, ({ caller, params }) => restoreCall(ctx, caller, params.callId)),
    route(contracts.duplicateCall, ({ caller, params }) => duplicateCall(ctx, caller, params.callId)),
  ];
}
