import { clearEndUser as endpoint } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { findApi } from '../../connections/find-api.ts';
import { type ForgetDependencies, forgetConnection } from '../../connections/forget-connection.ts';
import { requireRoleInLive } from '../../environment-rules.ts';

/** Forgets the connection of one end user. */
export async function clearEndUser(
  dependencies: ForgetDependencies & { configuration: Configuration },
  caller: Member,
  { user, ...params }: { apiId: string; environmentId: string; user: string },
): Promise<{ done: true }> {
  const target = await findApi(dependencies.configuration, caller.projectId, params);
  requireRoleInLive(endpoint, target.environment, caller);
  return forgetConnection(dependencies, target, user, caller.userId);
}
