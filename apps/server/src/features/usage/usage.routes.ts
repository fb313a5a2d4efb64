import {
  dryRunCall as dryRunCallEndpoint,
  listUsableCalls as listUsableCallsEndpoint,
  replayRun as replayRunEndpoint,
  runCall as runCallEndpoint,
} from '@jackfield/contracts';
import type { Context } from '../../context.ts';
import { type Route, route, streamRoute } from '../../http/route.ts';
import { dryRunCall } from './dry-run-call.ts';
import { listUsableCalls } from './list-usable-calls.ts';
import { replayRun } from './replay-run.ts';
import { runCall } from './run-call.ts';

export function usageRoutes(ctx: Context): Route[] {
  return [
    route(listUsableCallsEndpoint, ({ caller, query }) => listUsableCalls(ctx, caller, query.environmentId)),
    route(dryRunCallEndpoint, ({ caller, params, body, files }) =>
      dryRunCall(ctx, caller, { callId: params.callId, body, files }),
    ),
    streamRoute(runCallEndpoint, ({ caller, params, body, files, signal }, send) =>
      runCall(ctx, caller, { callId: params.callId, body, files, signal }, send),
    ),
    streamRoute(replayRunEndpoint, ({ caller, params, body, signal }, send) =>
      replayRun(ctx, caller, { runId: params.runId, body, signal }, send),
    ),
  ];
}
