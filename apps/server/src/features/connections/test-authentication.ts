import { isPerEndUser, type RunError, type TokenStep } from '@jackfield/connector';
import { type EndpointBody, testAuthentication as endpoint, type InitializationEvent } from '@jackfield/contracts';
import { runErrorOf, showExchange, type TokenExchange } from '@jackfield/runner';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { CompiledApi, CompiledEnvironment, CompiledProject } from '../../configuration/compiled.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Connections } from '../../connections/connections.ts';
import { findTokenStep } from '../../connections/find-token-step.ts';
import { requireRoleInLive, unknownEnvironment } from '../../environment-rules.ts';
import type { Repositories } from '../../repositories.ts';
import { notSent } from '../../running/not-sent.ts';
import type { RunDepth } from '../../running/run-depth.ts';

interface Dependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'apis'>;
  connections: Connections;
  runDepth: RunDepth;
}

interface Wanted {
  apiId: string;
  body: EndpointBody<typeof endpoint>;
  signal: AbortSignal;
}

interface Target {
  project: CompiledProject;
  environment: CompiledEnvironment;
  api: CompiledApi;
}

type Send = (event: InitializationEvent) => Promise<void>;
type EndEvent = Extract<InitializationEvent, { type: 'end' }>;

/** Asks the provider for a token as a run would, and tells of what it was sent and answered. */
export async function testAuthentication(
  dependencies: Dependencies,
  caller: Member,
  wanted: Wanted,
  send: Send,
): Promise<void> {
  const target = await findTarget(dependencies, caller, wanted);
  const found = findTokenStep(target);
  if ('step' in found && found.step === null) throw nothingToTest();
  if (isPerEndUser(target.api.document.auth)) throw nothingShared();
  await send({ type: 'progress', phase: 'prepare' });
  if ('error' in found) await send(endEvent(found.error));
  else if (found.step !== null) await ask(dependencies, target, found.step, wanted.signal, send);
}

async function findTarget(
  { configuration, repositories }: Dependencies,
  caller: Member,
  { apiId, body }: Wanted,
): Promise<Target> {
  const project = await configuration.ofProject(caller.projectId);
  const api = [...(project?.apis.values() ?? [])].find(({ id }) => id === apiId);
  const environment = project?.environments.get(body.environmentId);
  const row = await repositories.apis.find(apiId);
  if (!project || !api || !row) throw notFound('API');
  if (!environment) throw unknownEnvironment();
  requireRoleInLive(endpoint, environment, caller);
  if (row.version !== body.version) throw changedMeanwhile();
  return { project, environment, api };
}

function changedMeanwhile(): AppError {
  return new AppError('version_conflict', {
    detail: 'Someone changed this API in the meantime. Look at it, then test again.',
  });
}

function nothingToTest(): AppError {
  const message = 'This kind of authentication asks nobody for a token, so there is nothing to test by itself.';
  return invalidRequest([{ path: ['params', 'apiId'], message, fix: 'Initialize a call of the API instead.' }]);
}

function nothingShared(): AppError {
  const message = 'Each end user connects their own account to this API, so there is no token of all to test.';
  return invalidRequest([{ path: ['params', 'apiId'], message, fix: 'Initialize a call with a user instead.' }]);
}

async function ask(
  { connections, runDepth }: Dependencies,
  target: Target,
  step: TokenStep,
  signal: AbortSignal,
  send: Send,
): Promise<void> {
  const startedAt = new Date();
  const exchanges: TokenExchange[] = [];
  let error: RunError | null = null;
  let warnings: readonly string[] = [];
  try {
    const issued = await connections.keeper.renew(connections.storeOf(target, ''), step, {
      signal,
      hopHeaders: runDepth.hopHeaders(0),
      onExchange: (exchange) => exchanges.push(exchange),
    });
    ({ warnings } = issued);
  } catch (thrown) {
    error = runErrorOf(thrown);
  }
  const last = exchanges.at(-1);
  if (last === undefined) {
    await send({ ...endEvent(error), warnings: [...warnings] });
    return;
  }
  const { request, response } = showExchange(last, step);
  if (response !== null) {
    const { status, statusText, headers, text } = response;
    await send({ type: 'head', status, statusText, headers, url: request.url });
    if (text !== '') await send({ type: 'body', text });
  }
  await send({
    ...endEvent(error),
    status: response?.status ?? null,
    bodyKind: bodyKindOf(response?.text ?? ''),
    sizeBytes: Buffer.byteLength(last.response?.text ?? ''),
    warnings: [...warnings],
    timing: {
      startedAt: startedAt.toISOString(),
      ...last.timing,
      downloadMs: null,
      totalMs: Date.now() - startedAt.getTime(),
    },
    attempts: exchanges.length,
    request,
  });
}

function endEvent(error: RunError | null): EndEvent {
  const { timing } = notSent(NOTHING, 'json');
  const outcome = error?.kind ?? 'response';
  const nothing = { status: null, bodyKind: 'none', sizeBytes: 0, warnings: [], attempts: 0, request: null } as const;
  return { type: 'end', ...nothing, warnings: [], outcome, ok: error === null, error, timing };
}

const NOTHING: RunError = { kind: 'auth', message: '', detail: '', hint: '' };

function bodyKindOf(text: string): EndEvent['bodyKind'] {
  if (text === '') return 'none';
  try {
    JSON.parse(text);
    return 'json';
  } catch {
    return 'text';
  }
}
