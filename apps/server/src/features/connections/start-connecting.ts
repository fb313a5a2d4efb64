import { type EndpointBody, type EndpointResponse, startConnecting as endpoint } from '@jackfield/contracts';
import { AppError, invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { findApi } from '../../connections/find-api.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import type { Repositories } from '../../repositories.ts';
import { type BeginDependencies, beginConnecting } from './begin-connecting.ts';

interface Dependencies extends BeginDependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'apis' | 'connections'>;
}

interface Wanted {
  params: { apiId: string; environmentId: string };
  body: EndpointBody<typeof endpoint>;
  setCookies: (lines: readonly string[]) => void;
}

/** Begins a transaction that this browser and its person alone can finish, and tells where to send them. */
export async function startConnecting(
  dependencies: Dependencies,
  caller: Member,
  { params, body, setCookies }: Wanted,
): Promise<EndpointResponse<typeof endpoint>> {
  const { configuration, repositories } = dependencies;
  const target = await findApi(configuration, caller.projectId, params);
  requireRoleInLive(endpoint, target.environment, caller);
  const row = await repositories.apis.find(params.apiId);
  if (row === null) throw notFound('API');
  if (row.version !== body.version) {
    throw new AppError('version_conflict', { detail: 'Someone changed this API in the meantime. Look at it first.' });
  }
  const beginner = { userId: caller.userId, userName: caller.name, tokenId: null };
  const begun = await beginConnecting(dependencies, target, body.user ?? '', beginner);
  if ('refusal' in begun) throw notReady(begun.refusal);
  setCookies([begun.cookie]);
  return { url: begun.url };
}

function notReady(message: string): AppError {
  return invalidRequest([{ path: ['params', 'apiId'], message }], message);
}
