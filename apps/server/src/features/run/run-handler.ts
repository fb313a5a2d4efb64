import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkInputs, inputsOf } from '@jackfield/connector';
import { Cancellation, type CancelSignal } from '@jackfield/egress';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import { sendProblem, toProblem } from '../../http/problem.ts';
import type { Logger } from '../../logger.ts';
import { prepareRun, type RunTarget } from '../../running/prepare-run.ts';
import { answerBody } from './answer-body.ts';
import { answerEnvelope } from './answer-envelope.ts';
import { requireToken, tokenHash } from './authorize-run.ts';
import { readRunBody } from './read-run-body.ts';
import { type RunQuery, readRunQuery } from './read-run-query.ts';
import type { AdmittedRun, RunDependencies } from './run.types.ts';
import { parseRunAddress, type RunAddress } from './run-address.ts';

const IDEMPOTENCY_KEY_CHARS_MAX = 255;

/**
 * Answers `POST /run/v1/{project}/{api}/{call}` on plain node:http. Every environment runs the draft as long as
 * projects have no revisions. Asks the database nothing once the project is in memory.
 */
export function createRunHandler(dependencies: RunDependencies, isStopping: () => boolean) {
  return (req: IncomingMessage, res: ServerResponse): void => {
    const requestId = randomUUID();
    res.setHeader('X-Request-Id', requestId);
    res.setHeader('X-Content-Type-Options', 'nosniff');
    const gone = new Cancellation();
    res.once('close', () => {
      if (!res.writableFinished) gone.abort();
    });
    run(dependencies, req, res, { isStopping: isStopping(), signal: gone }).catch((error: unknown) => {
      fail(dependencies.logger, req, res, { error, requestId, isGone: gone.aborted });
    });
  };
}

async function run(
  dependencies: RunDependencies,
  req: IncomingMessage,
  res: ServerResponse,
  { isStopping, signal }: { isStopping: boolean; signal: CancelSignal },
): Promise<void> {
  const address = admit(req, res, isStopping);
  const { configuration } = dependencies;
  const project = configuration.inMemory(address.project) ?? (await configuration.ofSlug(address.project));
  const token = requireToken(project, tokenHash(req.headers.authorization));
  const query = readRunQuery(address.query);
  const api = project?.apis.get(address.api);
  const call = api?.calls.get(address.call);
  const environment = project?.environments.get(token.environmentId);
  if (!project || !api || !call || !environment) throw notFound('call');
  const target: RunTarget = { project, environment, api, call };
  requireRunnable(target, query);
  const inputs = await readRunBody(req);
  dependencies.tokenUses.note(token.id);
  const prepared = prepareRun(target, { inputs, idempotencyKey: idempotencyKey(req, target) });
  if (!prepared.ok) refuseWrongInputs(target, inputs);
  const admitted: AdmittedRun = { target, prepared, query, signal };
  if (query.answer === 'body') await answerBody(dependencies, admitted, res);
  else await answerEnvelope(dependencies, admitted, res);
}

function admit(req: IncomingMessage, res: ServerResponse, isStopping: boolean): RunAddress {
  if (isStopping) {
    throw new AppError('shutting_down', { detail: 'The server is stopping. Try again in a moment.', retryable: true });
  }
  const address = parseRunAddress(req.url ?? '');
  if (address === null) throw notFound('address');
  if (req.method === 'POST') return address;
  res.setHeader('Allow', 'POST');
  throw new AppError('method_not_allowed', { detail: 'A run is a POST, whatever the method of the call itself.' });
}

function requireRunnable({ call }: RunTarget, query: RunQuery): void {
  if (call.shapeResponseType === null) {
    throw new AppError('call_not_initialized', {
      detail: `${call.name} is not initialized. Open it, press Initialize call and save the shape.`,
    });
  }
  const { responseType, useAs } = call.document;
  if (call.shapeResponseType !== responseType) {
    throw new AppError('call_not_initialized', {
      detail: `The response type of ${call.name} changed since it was initialized. Initialize it again and save.`,
    });
  }
  if (useAs === 'both' && query.as === undefined) {
    const message = `${call.name} can be used as data and as an action.`;
    throw invalidRequest([{ path: ['query', 'as'], message, fix: 'Add as=data or as=action to the address.' }]);
  }
  if (useAs !== 'both' && query.as !== undefined && query.as !== useAs) {
    throw new AppError('call_not_runnable', {
      detail: `${call.name} is used as ${useAs} and cannot run as ${query.as}. Leave as out, or change the call.`,
    });
  }
}

/** The caller's own key, or one a run where the call names a header for it. */
function idempotencyKey(req: IncomingMessage, { call }: RunTarget): string | undefined {
  const given = req.headers['idempotency-key'];
  if (given === undefined) return call.document.idempotencyHeader === '' ? undefined : randomUUID();
  if (typeof given === 'string' && given.length <= IDEMPOTENCY_KEY_CHARS_MAX) return given;
  const message = `Idempotency-Key may have at most ${IDEMPOTENCY_KEY_CHARS_MAX} characters.`;
  throw invalidRequest([{ path: ['headers', 'idempotency-key'], message, fix: 'Send a shorter one, such as a UUID.' }]);
}

/** What a caller passed wrongly is the caller's to correct: a 400 that names each, rather than an outcome. */
function refuseWrongInputs({ api, call, environment }: RunTarget, inputs: Readonly<Record<string, unknown>>): void {
  const wrong = checkInputs(inputsOf(api.document, call.document, environment.id), inputs)
    .filter((issue) => issue.kind === 'input')
    .map(({ path, message, fix }) => ({ path, message, ...(fix === undefined ? {} : { fix }) }));
  if (wrong.length > 0) throw invalidRequest(wrong, wrong.map(({ message }) => message).join(' '));
}

function fail(
  logger: Logger,
  req: IncomingMessage,
  res: ServerResponse,
  { error, requestId, isGone }: { error: unknown; requestId: string; isGone: boolean },
): void {
  if (isGone || res.destroyed) return;
  const path = (req.url ?? '').split('?', 1)[0];
  if (error instanceof AppError) logger.debug({ requestId, code: error.code, path }, 'run refused');
  else logger.error({ requestId, err: error, path }, 'run failed');
  // What was not read of the body is not waited for.
  if (!req.complete) res.setHeader('Connection', 'close');
  sendProblem(res, toProblem(error, requestId));
}
