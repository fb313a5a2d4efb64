import { initializeCall as initializeCallEndpoint } from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, streamRoute } from '../../http/route.ts';
import { initializeCall } from './initialize-call.ts';

export function initializationRoutes(ctx: Context): Route[] {
  return [
    streamRoute(initializeCallEndpoint, ({ caller, params, body, signal }, send) =>
      initializeCall(ctx, caller, { callId: params.callId, body, signal }, send),
    ),
  ];
}
