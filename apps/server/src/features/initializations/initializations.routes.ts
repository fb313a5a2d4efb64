import { enterResponse as enterResponseEndpoint, initializeCall as initializeCallEndpoint } from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route, streamRoute } from '../../http/route.ts';
import { enterResponse } from './enter-response.ts';
import { initializeCall } from './initialize-call.ts';

/** What is entered is short: it is learned at once. */
const NEVER = new AbortController().signal;

export function initializationRoutes(ctx: Context): Route[] {
  return [
    route(enterResponseEndpoint, ({ caller, params, body }) =>
      enterResponse(ctx, caller, { callId: params.callId, body, signal: NEVER }),
    ),
    streamRoute(initializeCallEndpoint, ({ caller, params, body, files, signal }, send) =>
      initializeCall(ctx, caller, { callId: params.callId, body, files, signal }, send),
    ),
  ];
}
