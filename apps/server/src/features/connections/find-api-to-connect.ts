import type { Endpoint } from '@jackfield/contracts';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { type ApiTarget, findApi } from '../../connections/find-api.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import type { Repositories } from '../../repositories.ts';

interface Dependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'apis'>;
}

interface Wanted {
  params: { apiId: string; environmentId: string };
  /** Of the draft that the builder looks at. */
  version: number;
}

/** The API that somebody connects as they see it; a problem where they may not, or where it was changed since. */
export async function findApiToConnect(
  { configuration, repositories }: Dependencies,
  caller: Member,
  endpoint: Pick<Endpoint, 'mayInLive'>,
  { params, version }: Wanted,
): Promise<ApiTarget> {
  const target = await findApi(configuration, caller.projectId, params);
  requireRoleInLive(endpoint, target.environment, caller);
  const row = await repositories.apis.find(params.apiId);
  if (row === null) throw notFound('API');
  if (row.version !== version) {
    throw new AppError('version_conflict', { detail: 'Someone changed this API in the meantime. Look at it first.' });
  }
  return target;
}

/** Why it cannot be connected as it is set up. */
export function notReady(message: string): AppError {
  return invalidRequest([{ path: ['params', 'apiId'], message }], message);
}
