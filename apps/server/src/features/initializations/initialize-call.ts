import type { EndpointBody, initializeCall as endpoint, InitializationEvent } from '@jackfield/contracts';
import type { Egress } from '@jackfield/egress';
import { type RunResult, runRequest } from '@jackfield/runner';
import { AppError, invalidRequest, notFound, versionConflict } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import { hasRole, type Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Logger } from '../../logger.ts';
import type { Repositories } from '../../repositories.ts';
import { issuesToError, type PreparedRun, prepareRun, type RunTarget } from '../../running/prepare-run.ts';
import type { ShapeLearner } from '../../shape-learner.ts';
import { BodyText } from './body-text.ts';
import { EventQueue } from './event-queue.ts';
import { learnFromRun } from './learn-from-run.ts';
import { notSentEvent, runEndEvent } from './run-end-event.ts';
import { testValuesOf } from './test-values.ts';

interface Dependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'calls' | 'initializations' | 'shapes'>;
  egress: Egress;
  shapeLearner: ShapeLearner;
  logger: Logger;
}

interface Wanted {
  callId: string;
  body: EndpointBody<typeof endpoint>;
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
  const target = await findTarget(dependencies, caller, wanted);
  const events = new EventQueue(send);
  events.add({ type: 'progress', phase: 'prepare' });
  const prepared = prepare(target, wanted.body.testValues ?? {});
  if (prepared.ok) {
    await runAndLearn(dependencies, { target, prepared, caller, signal: wanted.signal }, events);
  } else {
    events.add(notSentEvent(prepared.error));
  }
  await events.sent();
}

async function findTarget(
  { configuration, repositories }: Dependencies,
  caller: Member,
  { callId, body }: Wanted,
): Promise<RunTarget> {
  const project = await configuration.ofProject(caller.projectId);
  const environment = project?.environments.get(body.environmentId);
  const [api, call] = findCall(project?.apis.values() ?? [], callId) ?? [];
  if (!project || !api || !call) throw notFound('call');
  if (!environment) {
    throw invalidRequest([{ path: ['body', 'environmentId'], message: 'This project has no such environment.' }]);
  }
  if (environment.isLive && !hasRole(caller.role, 'admin')) {
    throw new AppError('not_allowed', {
      detail: `Running a call in ${environment.name} needs the role admin; yours is ${caller.role}. Choose another environment.`,
    });
  }
  if (call.version !== body.version) {
    const current = await repositories.calls.find(callId);
    throw current === null ? notFound('call') : versionConflict(callToDto(current));
  }
  return { project, environment, api, call };
}

function findCall(apis: Iterable<RunTarget['api']>, callId: string): [RunTarget['api'], RunTarget['call']] | undefined {
  for (const api of apis) {
    for (const call of api.calls.values()) if (call.id === callId) return [api, call];
  }
  return undefined;
}

function prepare(target: RunTarget, typed: Readonly<Record<string, string>>): PreparedRun {
  const { inputs, keptInputs, issues } = testValuesOf(target, typed);
  if (issues.length > 0) return { ok: false, error: issuesToError(issues) };
  return prepareRun(target, { inputs, keptInputs, idempotencyKey: crypto.randomUUID() });
}

interface Run {
  target: RunTarget;
  prepared: Extract<PreparedRun, { ok: true }>;
  caller: Member;
  signal: AbortSignal;
}

async function runAndLearn(dependencies: Dependencies, run: Run, events: EventQueue): Promise<void> {
  const { prepared, target, signal } = run;
  const text = new BodyText();
  const result = await runRequest(prepared.request, {
    egress: dependencies.egress,
    responseType: target.call.document.responseType,
    tries: 1,
    signal: AbortSignal.any([signal, events.failed]),
    mayCarrySecretsTo: prepared.mayCarrySecretsTo,
    body: 'check',
    onProgress: (phase) => events.add({ type: 'progress', phase }),
    onHead: (head) => {
      text.start(head);
      events.add({
        type: 'head',
        status: head.status,
        statusText: head.statusText,
        headers: head.headers.filter(([name]) => name !== 'set-cookie'),
        url: head.url,
      });
    },
    onChunk: (chunk) => events.addBody(text.push(chunk)),
  });
  await events.addBody(text.end());
  const { event, warnings } = await learn(dependencies, run, result);
  if (event !== null) events.add(event);
  events.add(runEndEvent(result, [...prepared.warnings, ...warnings]));
}

/** A response that cannot be learned from is still shown in full. */
async function learn(dependencies: Dependencies, run: Run, result: RunResult) {
  try {
    return { event: await learnFromRun(dependencies, run, result), warnings: [] };
  } catch (error) {
    if (!run.signal.aborted) dependencies.logger.error({ err: error }, 'a shape could not be learned');
    const warning = 'The shape of this response could not be learned. Try a smaller one.';
    return { event: null, warnings: [warning] };
  }
}
