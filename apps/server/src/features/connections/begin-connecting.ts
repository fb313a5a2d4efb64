import { randomBytes } from 'node:crypto';
import { isPerEndUser } from '@jackfield/connector';
import { authorizationUrl } from '@jackfield/runner';
import { callbackUrl } from '../../connections/callback-url.ts';
import { ATTEMPT_MS, browserCookie, hashOf, verifierOf } from '../../connections/code-transaction.ts';
import type { ApiTarget } from '../../connections/find-api.ts';
import { findGrant } from '../../connections/find-grant.ts';
import type { Env } from '../../env.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Repositories } from '../../repositories.ts';

export interface BeginDependencies {
  repositories: Pick<Repositories, 'connections'>;
  keyring: Keyring;
  env: Env;
  ownPorts: ReadonlySet<number>;
}

/** By whom it is begun: somebody signed in here, or somebody with a link that a token made. */
export interface Beginner {
  userId: string;
  userName: string;
  tokenId: string | null;
}

/** Why an API is not connected for this user, or for all, in words; null where it may be. */
export function wrongUser({ api }: ApiTarget, endUser: string): string | null {
  const isTheirs = isPerEndUser(api.document.auth);
  if (isTheirs && endUser === '') return 'Each end user connects their own account to this API: say which one.';
  if (!isTheirs && endUser !== '')
    return 'This API has one connection, which all share: it is not connected for a user.';
  return null;
}

/** A transaction that this browser alone can finish: its cookie, and where to send its person. */
export async function beginConnecting(
  dependencies: BeginDependencies,
  target: ApiTarget,
  endUser: string,
  beginner: Beginner,
): Promise<{ url: string; cookie: string } | { refusal: string }> {
  const refusal = wrongUser(target, endUser);
  if (refusal !== null) return { refusal };
  const found = findGrant(target, 'code');
  if ('refusal' in found) return found;
  const { repositories, keyring, env } = dependencies;
  const state = randomBytes(32).toString('base64url');
  const browser = randomBytes(32).toString('base64url');
  await repositories.connections.createAttempt({
    ...beginner,
    projectId: target.project.id,
    apiId: target.api.id,
    environmentId: target.environment.id,
    endUser,
    stateHash: hashOf(state),
    browserHash: hashOf(browser),
    origins: [found.origin],
    expiresAt: new Date(Date.now() + ATTEMPT_MS),
  });
  const redirectUri = callbackUrl(dependencies);
  const verifier = verifierOf(keyring.deriveSecret('connecting'), state);
  const url = await authorizationUrl(found.step.grant, { redirectUri, state, verifier });
  return { url, cookie: browserCookie(browser, env.JACKFIELD_URL?.startsWith('https:') ?? false) };
}
