import type { Connection } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { callbackUrl } from '../../connections/callback-url.ts';
import type { Env } from '../../env.ts';
import type { Repositories } from '../../repositories.ts';
import { connectionToDto } from './connection-to-dto.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'values' | 'connections'>;
  env: Env;
  ownPorts: ReadonlySet<number>;
}

/** How the shared connection of an API stands in an environment. */
export async function getConnection(
  { repositories: { values, connections }, env, ownPorts }: Dependencies,
  caller: Member,
  { apiId, environmentId }: { apiId: string; environmentId: string },
): Promise<Connection> {
  const environment = await values.findEnvironment(caller.projectId, environmentId);
  if (environment === null) throw notFound('environment');
  const row = await connections.find({ apiId, environmentId, endUser: '' });
  return { ...connectionToDto(row, new Date()), callbackUrl: callbackUrl({ env, ownPorts }) };
}
