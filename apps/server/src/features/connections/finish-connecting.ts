import type { RunError, TokenStep } from '@jackfield/connector';
import type { EndpointResponse, finishConnecting as endpoint } from '@jackfield/contracts';
import type { Egress } from '@jackfield/egress';
import { exchangeCode, runErrorOf } from '@jackfield/runner';
import type { Person } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { callbackUrl } from '../../connections/callback-url.ts';
import { hashOf, readBrowserCookie, verifierOf } from '../../connections/code-transaction.ts';
import type { NewAttempt } from '../../connections/connections.repository.ts';
import type { Connections } from '../../connections/connections.ts';
import { type ApiTarget, findApi } from '../../connections/find-api.ts';
import { findTokenStep } from '../../connections/find-token-step.ts';
import type { Env } from '../../env.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import type { RunDepth } from '../../running/run-depth.ts';
import { wrongUser } from './begin-connecting.ts';
import { keepConnected } from './keep-connected.ts';

interface Dependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'connections'>;
  connections: Connections;
  changeProject: ChangeProject;
  keyring: Keyring;
  egress: Egress;
  runDepth: RunDepth;
  env: Env;
  ownPorts: ReadonlySet<number>;
}

interface Wanted {
  parameters: string;
  headers: Headers;
  signal: AbortSignal;
}

type Finished = EndpointResponse<typeof endpoint>;

const UNKNOWN: Finished = {
  isConnected: false,
  message: 'This answer of a provider is not one that this browser waits for.',
  hint: 'It may have been used already, or be older than ten minutes. Press Connect once more, or ask for a new link.',
  apiName: null,
  account: null,
};

/** For an end user, who can change nothing about how the API is set up. */
const ASK_AGAIN = 'Go back to where you got the link, and ask for a new one.';
const NOT_NOW = { message: 'This cannot be connected at the moment.', hint: 'Tell whoever gave you the link.' };

/** Takes the answer of a provider, exchanges its code, and keeps what was granted. A state is good once. */
export async function finishConnecting(
  dependencies: Dependencies,
  caller: Person | null,
  { parameters, headers, signal }: Wanted,
): Promise<Finished> {
  const answered = new URLSearchParams(parameters.replace(/^\?/, ''));
  const state = answered.get('state') ?? '';
  const attempt = await dependencies.repositories.connections.takeAttempt(hashOf(state));
  const browser = readBrowserCookie(headers);
  if (attempt === null || browser === null || attempt.expiresAt < new Date()) return UNKNOWN;
  if (attempt.browserHash !== hashOf(browser)) return UNKNOWN;
  const isByLink = attempt.tokenId !== null;
  if (!isByLink && attempt.userId !== caller?.userId) return UNKNOWN;
  const target = await findApi(dependencies.configuration, attempt.projectId, attempt);
  const found = findTokenStep(target);
  if ('error' in found) return failed(target, isByLink ? NOT_NOW : found.error);
  if (found.step?.grant.type !== 'code' || wrongUser(target, attempt.endUser) !== null) return UNKNOWN;
  try {
    return await exchange(dependencies, { attempt, target, step: found.step, answered, state, signal });
  } catch (error) {
    const told = runErrorOf(error);
    const rowId = await dependencies.connections.storeOf(target, attempt.endUser).rowId();
    await dependencies.repositories.connections.noteFailure(rowId, told.message);
    return failed(target, isByLink ? { message: told.message, hint: ASK_AGAIN } : told);
  }
}

function failed({ api }: ApiTarget, { message, hint }: Pick<RunError, 'message' | 'hint'>): Finished {
  return { isConnected: false, message, hint, apiName: api.name, account: null };
}

interface Exchange {
  attempt: NewAttempt;
  target: ApiTarget;
  step: TokenStep;
  answered: URLSearchParams;
  state: string;
  signal: AbortSignal;
}

async function exchange(dependencies: Dependencies, given: Exchange): Promise<Finished> {
  const { keyring, egress, runDepth } = dependencies;
  const { attempt, target, step, answered, state, signal } = given;
  const { grant } = step;
  if (grant.type !== 'code') return UNKNOWN;
  const verifier = verifierOf(keyring.deriveSecret('connecting'), state);
  const transaction = { redirectUri: callbackUrl(dependencies), state, verifier };
  const sender = { egress, signal, hopHeaders: runDepth.hopHeaders(0) };
  const { tokens, account, warnings } = await exchangeCode({ ...step, grant }, answered, transaction, sender);
  const { origins, userId, userName, tokenId, endUser } = attempt;
  const by = tokenId === null ? { id: userId, name: userName } : { id: tokenId, name: null };
  const note = warnings[0] ?? null;
  await keepConnected(dependencies, { target, endUser, by, tokens, origins, account, note });
  return {
    isConnected: true,
    message: `${target.api.name} is connected.`,
    hint: note ?? '',
    apiName: target.api.name,
    account,
  };
}
