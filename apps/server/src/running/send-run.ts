import type { CancelSignal, Egress } from '@jackfield/egress';
import { type RunOptions, type RunResult, runRequest, type StreamOptions } from '@jackfield/runner';
import type { Connections } from '../connections/connections.ts';
import { notSent } from './not-sent.ts';
import type { PreparedRun, RunTarget } from './prepare-run.ts';
import type { RunDepth } from './run-depth.ts';

export interface SendRunDependencies {
  egress: Egress;
  connections: Connections;
  runDepth: RunDepth;
}

interface Way extends Pick<RunOptions, 'body' | 'onProgress' | 'onHead' | 'onChunk'> {
  signal: CancelSignal;
  /** How many runs of ours led to this one. */
  depth: number;
  /** Where the response type is Stream. */
  stream: Omit<StreamOptions, 'settings'>;
  /** To learn a shape: tried once, and texts stay as they were sent. */
  learns?: boolean;
}

/** Sends what was prepared. Everybody who has a request made comes through here, so that no run lacks what others have. */
export function sendRun(
  { egress, connections, runDepth }: SendRunDependencies,
  target: RunTarget,
  prepared: PreparedRun,
  way: Way,
): Promise<RunResult> {
  const { call } = target;
  const learns = way.learns ?? false;
  const { responseType, tries, body, stream: settings } = call.document;
  if (!prepared.ok) return Promise.resolve(notSent(prepared.error, responseType));
  const { request, mayCarrySecretsTo, endUser } = prepared;
  return runRequest(request, {
    // Each by its name: copying the rest of an object costs more than building the request does.
    body: way.body,
    signal: way.signal,
    onProgress: way.onProgress,
    onHead: way.onHead,
    onChunk: way.onChunk,
    egress,
    responseType,
    tries: learns ? 1 : tries,
    mayCarrySecretsTo,
    tokens: connections.sourceOf(target, endUser),
    hopHeaders: runDepth.hopHeaders(way.depth),
    // Bytes that are passed on are not read.
    ...(way.body === 'check' && {
      listPointers: call.listPointers,
      readsGraphqlErrors: body.kind === 'graphql',
      openedTexts: learns ? null : call.openedTexts,
    }),
    ...(responseType === 'stream' && { stream: { settings, ...way.stream } }),
  });
}
