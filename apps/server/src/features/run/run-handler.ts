import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Cancellation, type CancelSignal } from '@jackfield/egress';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import { fetchFiles } from '../../running/fetch-files.ts';
import { prepareRun, type RunTarget } from '../../running/prepare-run.ts';
import { RUN_DEPTH_MAX } from '../../running/run-depth.ts';
import { refuseNeedlessUser, refuseWrongInputs, requireRunnable } from '../../running/runnable.ts';
import { answerBody } from './answer-body.ts';
import { answerDryRun } from './answer-dry-run.ts';
import { answerEnvelope } from './answer-envelope.ts';
import { answerOf } from './answer-of.ts';
import { answerStream } from './answer-stream.ts';
import { requireToken, tokenHash } from './authorize-run.ts';
import { readRunBody } from './read-run-body.ts';
import { readRunQuery } from './read-run-query.ts';
import { refuse } from './refuse.ts';
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
    const gone = new Cancellation();
    res.once('close', () => {
      if (!res.writableFinished) gone.abort();
    });
    run(dependencies, req, res, { isStopping: isStopping(), signal: gone, requestId }).catch((error: unknown) => {
      refuse(dependencies.logger, res, { error, requestId, isGone: gone.aborted, path: shownPath(req) });
    });
  };
}

async function run(
  dependencies: RunDependencies,
  req: IncomingMessage,
  res: ServerResponse,
  { isStopping, signal, requestId }: { isStopping: boolean; signal: CancelSignal; requestId: string },
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
  const depth = dependencies.runDepth.read(req.headers);
  if (depth >= RUN_DEPTH_MAX) throw runInRun(call.name);
  const target: RunTarget = { project, environment, api, call };
  requireRunnable(target, query.as);
  refuseNeedlessUser(target, query.user, 'query');
  const inputs = await readRunBody(req);
  dependencies.tokenUses.note(token.id);
  const values = { inputs, idempotencyKey: idempotencyKey(req, target), user: query.user };
  const isDryRun = query.dryRun === 'true';
  const fetching = fetchFiles(dependencies, target, inputs, { signal, depth, isDryRun });
  const given = fetching instanceof Promise ? await fetching : fetching;
  const prepared = given.ok ? prepareRun(target, { ...values, inputs: given.inputs }) : given;
  if (!prepared.ok) refuseWrongInputs(target, inputs);
  const admitted: AdmittedRun = { target, prepared, query, inputs, tokenId: token.id, depth, signal, requestId };
  const answer = answerOf(query, target, req.headers.accept);
  if (isDryRun) answerDryRun(admitted, values, res);
  else if (answer === 'body') await answerBody(dependencies, admitted, res);
  else if (answer === 'stream') await answerStream(dependencies, admitted, res);
  else await answerEnvelope(dependencies, admitted, res);
}

/** Slugs only: an address that is none of ours may hold a token that somebody pasted into it. */
function shownPath(req: IncomingMessage): string {
  const address = parseRunAddress(req.url ?? '');
  return address === null ? '(no run)' : `/${address.project}/${address.api}/${address.call}`;
}

function runInRun(name: string): AppError {
  return new AppError('run_in_run', {
    detail: `${name} was reached through ${RUN_DEPTH_MAX} runs of this Jackfield in a row, and was not run. Look where the base URL of that call leads.`,
  });
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

/** The caller's own key, or one a run where the call names a header for it. */
function idempotencyKey(req: IncomingMessage, { call }: RunTarget): string | undefined {
  const given = req.headers['idempotency-key'];
  if (given === undefined) return call.document.idempotencyHeader === '' ? undefined : randomUUID();
  if (typeof given === 'string' && given.length <= IDEMPOTENCY_KEY_CHARS_MAX) return given;
  const message = `Idempotency-Key may have at most ${IDEMPOTENCY_KEY_CHARS_MAX} characters.`;
  throw invalidRequest([{ path: ['headers', 'idempotency-key'], message, fix: 'Send a shorter one, such as a UUID.' }]);
}
