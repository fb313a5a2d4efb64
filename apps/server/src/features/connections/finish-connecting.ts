import type { RunError, TokenStep } from '@jackfield/connector';
import type { EndpointResponse, finishConnecting as endpoint } from '@jackfield/contracts';
import type { Egress } from '@jackfield/egress';
import { exchangeCode, runErrorOf } from '@jackfield/runner';
import type { Person } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { NewAttempt } from '../../connections/connections.repository.ts';
import type { Connections } from '../../connections/connections.ts';
import type { Env } from '../../env.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import type { RunDepth } from '../../running/run-depth.ts';
import { hashOf, readBrowserCookie, verifierOf } from './code-transaction.ts';
import { type ApiTarget, findApi } from './find-api.ts';
import { findTokenStep } from './find-token-step.ts';
import { keepConnected } from './keep-connected.ts';
import { callbackUrl } from './start-connecting.ts';

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
  hint: 'It may have been used already, or be older than ten minutes. Press Connect once more.',
  apiName: null,
  account: null,
};

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
  if (attempt.browserHash !== hashOf(browser) || attempt.userId !== caller?.userId) return UNKNOWN;
  const target = await findApi(dependencies.configuration, attempt.projectId, attempt);
  const found = findTokenStep(target);
  if ('error' in found) return failed(target, found.error);
  if (found.step?.grant.type !== 'code') return UNKNOWN;
  try {
    return await exchange(dependencies, { attempt, target, step: found.step, answered, state, signal });
  } catch (error) {
    const told = runErrorOf(error);
    const rowId = await dependencies.connections.storeOf(target, '').rowId();
    await dependencies.repositories.connections.noteFailure(rowId, told.message);
    return failed(target, told);
  }
}

function failed({ api }: ApiTarget, { message, hint }: RunError): Finished {
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
  const { origins, userId, userName: name } = attempt;
  const note = warnings[0] ?? null;
  await keepConnected(dependencies, { target, person: { userId, name }, tokens, origins, account, note });
  return {
    isConnected: true,
    message: `${target.api.name} is connected.`,
    hint: note ?? '',
    apiName: target.api.name,
    account,
  };
}
