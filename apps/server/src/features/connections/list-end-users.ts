import { END_USERS_SHOWN_MAX, type EndUsers } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Repositories } from '../../repositories.ts';
import { connectionToDto } from './connection-to-dto.ts';

/** Who has connected an API in an environment, where each end user has their own connection. */
export async function listEndUsers(
  { repositories: { values, connections } }: { repositories: Pick<Repositories, 'values' | 'connections'> },
  caller: Member,
  { apiId, environmentId }: { apiId: string; environmentId: string },
): Promise<EndUsers> {
  const environment = await values.findEnvironment(caller.projectId, environmentId);
  if (environment === null) throw notFound('environment');
  const [count, rows] = await Promise.all([
    connections.countEndUsers(apiId, environmentId),
    connections.listEndUsers(apiId, environmentId, END_USERS_SHOWN_MAX),
  ]);
  const now = new Date();
  const users = rows.map((row) => {
    const { state, connectedAt, triedAt, failure } = connectionToDto(row, now);
    return { user: row.endUser, state, connectedAt, triedAt, failure };
  });
  return { count, users };
}
