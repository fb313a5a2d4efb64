import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { requireEnvironment, requireRoleForSecrets } from './environment-rules.ts';

/** Removes the value of one environment. */
export function deleteSecret(changeProject: ChangeProject, caller: Member, secretId: string): Promise<{ done: true }> {
  return changeProject(caller.projectId, async ({ values, audit }) => {
    const row = await values.findSecret(caller.projectId, secretId);
    if (!row) throw notFound('secret');
    requireRoleForSecrets(await requireEnvironment(values, caller.projectId, row.environmentId), caller);
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
