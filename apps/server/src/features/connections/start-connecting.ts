import { randomBytes } from 'node:crypto';
import { type EndpointBody, type EndpointResponse, startConnecting as endpoint } from '@jackfield/contracts';
import { authorizationUrl } from '@jackfield/runner';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { type Env, publicUrl } from '../../env.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Repositories } from '../../repositories.ts';
import { ATTEMPT_MS, browserCookie, CALLBACK_PATH, hashOf, verifierOf } from './code-transaction.ts';
import { findConsent } from './find-consent.ts';

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
  const { repositories, keyring } = dependencies;
  const wanted = { params, version: body.version };
  const { step, origin } = await findConsent(dependencies, caller, endpoint, wanted, 'code');
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
  return { url: await authorizationUrl(step.grant, { redirectUri, state, verifier }) };
}

export function callbackUrl({ env, ownPorts }: Pick<Dependencies, 'env' | 'ownPorts'>): string {
  const [port = env.PORT] = ownPorts;
  return `${publicUrl(env, port)}${CALLBACK_PATH}`;
}
