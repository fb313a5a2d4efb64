import { randomBytes } from 'node:crypto';
import { invalidRequest } from '../../app-error.ts';
import { addressOf } from '../../connections/callback-url.ts';
import { ATTEMPT_MS, hashOf, LINK_PATH } from '../../connections/code-transaction.ts';
import type { ApiTarget } from '../../connections/find-api.ts';
import { findGrant } from '../../connections/find-grant.ts';
import type { Env } from '../../env.ts';
import type { Repositories } from '../../repositories.ts';

export interface LinkDependencies {
  repositories: Pick<Repositories, 'connections'>;
  env: Env;
  ownPorts: ReadonlySet<number>;
}

/**
 * A link that an end user connects their account with. What opens it stands behind the `#`, which browsers keep to
 * themselves; here is only its hash.
 */
export async function makeLink(
  dependencies: LinkDependencies,
  target: ApiTarget,
  { user, tokenId }: { user: string; tokenId: string },
): Promise<{ url: string; expiresAt: string }> {
  const found = findGrant(target, 'code');
  if ('refusal' in found) throw invalidRequest([{ path: ['params', 'api'], message: found.refusal }], found.refusal);
  const link = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + ATTEMPT_MS);
  await dependencies.repositories.connections.createLink({
    projectId: target.project.id,
    apiId: target.api.id,
    environmentId: target.environment.id,
    endUser: user,
    linkHash: hashOf(link),
    tokenId,
    expiresAt,
  });
  return { url: `${addressOf(dependencies)}${LINK_PATH}#${link}`, expiresAt: expiresAt.toISOString() };
}
