import { randomBytes } from 'node:crypto';
import { apiOrigin } from '@jackfield/connector';
import { type EndpointBody, type EndpointResponse, startConnecting as endpoint } from '@jackfield/contracts';
import { authorizationUrl } from '@jackfield/runner';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { type Env, publicUrl } from '../../env.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Repositories } from '../../repositories.ts';
import { ATTEMPT_MS, browserCookie, CALLBACK_PATH, hashOf, verifierOf } from './code-transaction.ts';
import { findApi } from './find-api.ts';
import { findTokenStep } from './find-token-step.ts';

interface Dependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'apis' | 'connections'>;
  keyring: Keyring;
  env: Env;
  ownPorts: ReadonlySet<number>;
}

interface Wanted {
  params: { apiId: string; environmentId: string };
  body: EndpointBody<typeof endpoint>;
  headers: Headers;
  setCookies: (lines: readonly string[]) => void;
}

/** Begins a transaction that this browser alone can finish, and tells where to send its person. */
export async function startConnecting(
  dependencies: Dependencies,
  caller: Member,
  { params, body, setCookies }: Wanted,
): Promise<EndpointResponse<typeof endpoint>> {
  const { configuration, repositories, keyring } = dependencies;
  const target = await findApi(configuration, caller.projectId, params);
  requireRoleInLive(endpoint, target.environment, caller);
  const row = await repositories.apis.find(params.apiId);
  if (row === null) throw notFound('API');
  if (row.version !== body.version) {
    throw new AppError('version_conflict', { detail: 'Someone changed this API in the meantime. Look at it first.' });
  }
  const found = findTokenStep(target);
  if ('error' in found) throw notReady(`${found.error.message} ${found.error.hint}`);
  const grant = found.step?.grant;
  if (grant?.type !== 'code') throw notReady('This kind of authentication is not connected in a browser.');
  const origin = apiOrigin(target.api.document, target.environment.id, target.environment.values);
  if (origin === null) throw notReady('The API has no base URL here yet, so it is not known where its token goes.');
  const state = randomBytes(32).toString('base64url');
  const browser = randomBytes(32).toString('base64url');
  await repositories.connections.createAttempt({
    projectId: caller.projectId,
    ...params,
    stateHash: hashOf(state),
    browserHash: hashOf(browser),
    userId: caller.userId,
    userName: caller.name,
    origins: [origin],
    expiresAt: new Date(Date.now() + ATTEMPT_MS),
  });
  setCookies([browserCookie(browser, dependencies.env.JACKFIELD_URL?.startsWith('https:') ?? false)]);
  const redirectUri = callbackUrl(dependencies);
  const verifier = verifierOf(keyring.deriveSecret('connecting'), state);
  return { url: await authorizationUrl(grant, { redirectUri, state, verifier }) };
}

export function callbackUrl({ env, ownPorts }: Pick<Dependencies, 'env' | 'ownPorts'>): string {
  const [port = env.PORT] = ownPorts;
  return `${publicUrl(env, port)}${CALLBACK_PATH}`;
}

function notReady(message: string): AppError {
  return invalidRequest([{ path: ['params', 'apiId'], message }], message);
}
