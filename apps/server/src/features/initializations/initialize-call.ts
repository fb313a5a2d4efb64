import type { FileValue } from '@jackfield/connector';
import { type EndpointBody, initializeCall as endpoint, type InitializationEvent } from '@jackfield/contracts';
import { endToEndHeaders, type RunResult, type StreamPart } from '@jackfield/runner';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Logger } from '../../logger.ts';
import type { RunRecorder } from '../../recording/run-recorder.ts';
import { isDatabaseUnavailable, type Repositories } from '../../repositories.ts';
import { EventQueue } from '../../running/event-queue.ts';
import { fetchFiles } from '../../running/fetch-files.ts';
import { notSent } from '../../running/not-sent.ts';
import { issuesToError, type PreparedRun, prepareRun, type RunTarget } from '../../running/prepare-run.ts';
import { refuseNeedlessUser } from '../../running/runnable.ts';
import { readFile } from '../../running/sample-of.ts';
import { type SendRunDependencies, sendRun } from '../../running/send-run.ts';
import { streamedEvents } from '../../running/streamed-events.ts';
import { type TestValues, testValuesOf } from '../../running/test-values.ts';
import type { ShapeLearner } from '../../shape-learner.ts';
import { BodyText } from './body-text.ts';
import { findDraft } from './find-draft.ts';
import { learnFromRun } from './learn-from-run.ts';
import { notSentEvent, runEndEvent } from './run-end-event.ts';

interface Dependencies extends SendRunDependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'calls' | 'errorShapes' | 'initializations' | 'shapes'>;
  runRecorder: RunRecorder;
  shapeLearner: ShapeLearner;
  logger: Logger;
}

interface Wanted {
  callId: string;
  body: EndpointBody<typeof endpoint>;
  files: ReadonlyMap<string, FileValue>;
  signal: AbortSignal;
}

export type SendInitializationEvent = (event: InitializationEvent) => Promise<void>;

/** Sends the saved draft once, for real, and tells of it as it goes. */
export async function initializeCall(
  dependencies: Dependencies,
  caller: Member,
  wanted: Wanted,
  send: SendInitializationEvent,
): Promise<void> {
  const target = await findDraft(dependencies, caller, wanted.callId, wanted.body, endpoint);
  const { user } = wanted.body;
  refuseNeedlessUser(target, user, 'body');
  const events = new EventQueue(send);
  events.add({ type: 'progress', phase: 'prepare' });
  const values = testValuesOf(target, wanted.body.testValues ?? {}, wanted.files);
  const prepared = await prepare(dependencies, target, { values, user, signal: wanted.signal });
  const note = (result: RunResult) => {
    const { inputs } = values;
    const by = { by: 'initialization' as const, actorId: caller.userId, as: null };
    dependencies.runRecorder.note({ target, prepared, inputs, result, ...by });
  };
  if (prepared.ok) {
    await runAndLearn(dependencies, { target, prepared, caller, signal: wanted.signal, note }, events);
  } else {
    const { responseType } = target.call.document;
    note(notSent(prepared.error, responseType));
    events.add(notSentEvent(prepared.error, responseType));
  }
  await events.sent();
}

async function prepare(
  dependencies: Dependencies,
  target: RunTarget,
  { values, user, signal }: { values: TestValues; user: string | undefined; signal: AbortSignal },
): Promise<PreparedRun> {
  const { inputs, keptInputs, issues } = values;
  if (issues.length > 0) return { ok: false, error: issuesToError(issues), isUnconfirmed: false };
  const given = await fetchFiles(dependencies, target, inputs, { signal, depth: 0 });
  if (!given.ok) return given;
  return prepareRun(target, { inputs: given.inputs, keptInputs, idempotencyKey: crypto.randomUUID(), user });
}

const FILES: ReadonlySet<string> = new Set(['image', 'file']);

interface Run {
  target: RunTarget;
  prepared: Extract<PreparedRun, { ok: true }>;
  caller: Member;
  signal: AbortSignal;
  /** For the record of runs. */
  note: (result: RunResult) => void;
}

async function runAndLearn(
  dependencies: Dependencies,
  run: Run,
  events: EventQueue<InitializationEvent>,
): Promise<void> {
  const { prepared, target, signal } = run;
  const text = new BodyText();
  const result = await sendRun(dependencies, target, prepared, {
    depth: 0,
    learns: true,
    signal: AbortSignal.any([signal, events.failed]),
    body: 'check',
    onProgress: (phase) => events.add({ type: 'progress', phase }),
    onHead: (head) => {
      text.start(head);
      events.add({
        type: 'head',
        status: head.status,
        statusText: head.statusText,
        headers: endToEndHeaders(head.headers),
        url: head.url,
      });
    },
    onChunk: (chunk) => addBody(events, text.push(chunk)),
    stream: { keepsEvents: true, onPart: (part) => addPart(events, part) },
  });
  run.note(result);
  await addBody(events, text.end());
  if (FILES.has(result.responseType) && result.data !== null) events.add({ type: 'file', ...readFile(result.data) });
  const { shape, warnings } = await learn(dependencies, run, result);
  if (shape !== null) events.add({ type: 'shape', ...shape });
  events.add(runEndEvent(result, [...prepared.warnings, ...warnings]));
}

/** Waits until it is taken, which holds the upstream back while the client is slow. */
function addBody(events: EventQueue<InitializationEvent>, text: string): Promise<void> {
  if (text !== '') events.add({ type: 'body', text });
  return events.sent();
}

function addPart(events: EventQueue<InitializationEvent>, part: StreamPart): Promise<void> {
  for (const event of streamedEvents(part)) events.add(event);
  return events.sent();
}

const NOT_INFERRED = 'The shape of this response could not be learned. Try a smaller one.';
const NOT_STORED =
  "The database didn't answer, so the shape of this response could not be stored. Initialize the call again.";

/** A response that cannot be learned from is still shown in full. */
async function learn(dependencies: Dependencies, run: Run, result: RunResult) {
  try {
    return { shape: await learnFromRun(dependencies, run, result), warnings: [] };
  } catch (error) {
    if (!run.signal.aborted) dependencies.logger.error({ err: error }, 'a shape could not be learned');
    return { shape: null, warnings: [isDatabaseUnavailable(error) ? NOT_STORED : NOT_INFERRED] };
  }
}
