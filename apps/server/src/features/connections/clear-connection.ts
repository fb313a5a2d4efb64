import { clearConnection as endpoint } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { findApi } from '../../connections/find-api.ts';
import { type ForgetDependencies, forgetConnection } from '../../connections/forget-connection.ts';
import { requireRoleInLive } from '../../environment-rules.ts';

/** Forgets the connection that all share. */
export async function clearConnection(
  dependencies: ForgetDependencies & { configuration: Configuration },
  caller: Member,
  params: { apiId: string; environmentId: string },
): Promise<{ done: true }> {
  const target = await findApi(dependencies.configuration, caller.projectId, params);
  requireRoleInLive(endpoint, target.environment, caller);
  return forgetConnection(dependencies, target, '', caller.userId);
}
