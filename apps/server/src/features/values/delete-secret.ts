import { deleteSecret as endpoint } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { requireEnvironment, requireRoleInLive } from '../../environment-rules.ts';
import type { ChangeProject } from '../../repositories.ts';

/** Removes the value of one environment. */
export function deleteSecret(changeProject: ChangeProject, caller: Member, secretId: string): Promise<{ done: true }> {
  return changeProject(caller.projectId, async (repos) => {
    const { values, audit } = repos;
    const row = await values.findSecret(caller.projectId, secretId);
    if (!row) throw notFound('secret');
    requireRoleInLive(endpoint, await requireEnvironment(repos, caller.projectId, row.environmentId), caller);
    await values.deleteSecret(row.id);
    await audit.record(caller, {
      action: 'secret.delete',
      subjectType: 'secret',
      subjectId: row.id,
      before: { ownerType: row.ownerType, ownerId: row.ownerId, slot: row.slot, environmentId: row.environmentId },
    });
    return { done: true };
  });
}
