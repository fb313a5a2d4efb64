import { randomUUID } from 'node:crypto';
import type { FileValue, KeptHeaders } from '@jackfield/connector';
import type { EndpointBody, runCall as endpoint, HandRunEvent } from '@jackfield/contracts';
import { runCall as contract } from '@jackfield/contracts';
import { type RunResult, shownHeaders } from '@jackfield/runner';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { requireRoleInLive, requireRoleToAct } from '../../environment-rules.ts';
import type { RunRecorder } from '../../recording/run-recorder.ts';
import { answeredStatus } from '../../running/answered-status.ts';
import { EventQueue } from '../../running/event-queue.ts';
import { fetchFiles } from '../../running/fetch-files.ts';
import { isSuccess, isSuccessStatus } from '../../running/is-success.ts';
import { type PreparedRun, prepareRun, type RunTarget } from '../../running/prepare-run.ts';
import { refuseNeedlessUser, refuseWrongInputs, requireRunnable } from '../../running/runnable.ts';
import { type SendRunDependencies, sendRun } from '../../running/send-run.ts';
import { streamedEvents } from '../../running/streamed-events.ts';
import { withFiles } from '../../running/with-files.ts';
import { findTarget } from './find-target.ts';

export interface RunCallDependencies extends SendRunDependencies {
  configuration: Configuration;
  runRecorder: RunRecorder;
}

interface Wanted {
  callId: string;
  body: EndpointBody<typeof endpoint>;
  files: ReadonlyMap<string, FileValue>;
  signal: AbortSignal;
  replayOf?: string;
}

type Send = (event: HandRunEvent) => Promise<void>;
type EndEvent = Extract<HandRunEvent, { type: 'end' }>;

/** A run by a person: the same as one by a token, but that the rest of the envelope follows its data. */
export async function runCall(
  dependencies: RunCallDependencies,
  caller: Member,
  wanted: Wanted,
  send: Send,
): Promise<void> {
  const { as } = wanted.body;
  const inputs = withFiles(wanted.body.inputs, wanted.files);
  const target = await findTarget(dependencies, caller, { callId: wanted.callId, ...wanted.body });
  requireRoleInLive(contract, target.environment, caller);
  if (as === 'action') requireRoleToAct(contract, caller);
  requireRunnable(target, as);
  const { user } = wanted.body;
  refuseNeedlessUser(target, user, 'body');
  const isKeyed = target.call.document.idempotencyHeader !== '';
  const idempotencyKey = isKeyed ? randomUUID() : undefined;
  const given = await fetchFiles(dependencies, target, inputs, { signal: wanted.signal, depth: 0 });
  const prepared = given.ok ? prepareRun(target, { inputs: given.inputs, idempotencyKey, user }) : given;
  if (!prepared.ok) refuseWrongInputs(target, inputs);
  const events = new EventQueue(send);
  const result = await run(dependencies, target, prepared, events, wanted.signal);
  const { replayOf } = wanted;
  const by = { by: 'hand' as const, actorId: caller.userId };
  dependencies.runRecorder.note({ target, prepared, inputs, result, ...by, as, replayOf });
  const warnings = prepared.ok ? prepared.warnings : [];
  // Of a stream it was sent while it came.
  if (!wasStreamed(result)) await addData(events, result);
  const onError = wanted.body.onError ?? target.call.document.onError;
  events.add({
    ...endEvent(result, warnings, target.call.keptHeaders),
    answeredStatus: answeredStatus(result, onError),
    request: prepared.ok ? result.request : null,
  });
  await events.sent();
}

function run(
  dependencies: RunCallDependencies,
  target: RunTarget,
  prepared: PreparedRun,
  events: EventQueue<HandRunEvent>,
  signal: AbortSignal,
): Promise<RunResult> {
  return sendRun(dependencies, target, prepared, {
    depth: 0,
    signal: AbortSignal.any([signal, events.failed]),
    body: 'check',
    onProgress: (phase) => events.add({ type: 'progress', phase }),
    stream: {
      keepsEvents: false,
      onPart: (part) => {
        for (const event of streamedEvents(part)) events.add(event);
        return events.sent();
      },
    },
  });
}

function wasStreamed({ responseType, head }: RunResult): boolean {
  return responseType === 'stream' && head !== null && isSuccessStatus(head.status);
}

/** As much at a time as a line may hold without holding others up. */
const TEXT_BYTES = 256 * 1024;

async function addData(events: EventQueue<HandRunEvent>, { data }: RunResult): Promise<void> {
  const decoder = new TextDecoder();
  for (const chunk of data ?? []) {
    for (let start = 0; start < chunk.length; start += TEXT_BYTES) {
      const text = decoder.decode(chunk.subarray(start, start + TEXT_BYTES), { stream: true });
      if (text !== '') events.add({ type: 'data', text });
      await events.sent();
    }
  }
  const rest = decoder.decode();
  if (rest !== '') events.add({ type: 'data', text: rest });
}

function endEvent(
  result: RunResult,
  warnings: readonly string[],
  headers: KeptHeaders,
): Omit<EndEvent, 'request' | 'answeredStatus'> {
  const { head, data, body, bodyKind } = result;
  const isUnread = !isSuccess(result) && data === null && (bodyKind === 'text' || bodyKind === 'json');
  return {
    type: 'end',
    outcome: result.outcome,
    status: head?.status ?? null,
    statusText: head?.statusText ?? '',
    ok: isSuccess(result),
    headers: shownHeaders(head?.headers ?? [], headers),
    rawBody: isUnread ? Buffer.from(body).toString('utf8') : null,
    sizeBytes: result.sizeBytes,
    error: result.error,
    warnings: [...warnings, ...result.warnings],
    timing: result.timing,
    attempts: result.attempts,
  };
}
