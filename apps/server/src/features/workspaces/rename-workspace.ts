import type { Member } from '../../caller.ts';
import type { Transact } from '../../repositories.ts';

/** Its slug stays. */
export function renameWorkspace(
  { transact }: { transact: Transact },
  caller: Member,
  name: string,
): Promise<{ done: true }> {
  const { workspaceId } = caller;
  return transact(async (repos) => {
    await repos.accounts.renameWorkspace(workspaceId, name);
    await repos.audit.record(caller, {
      action: 'workspace.rename',
      subjectType: 'workspace',
      subjectId: workspaceId,
      after: { name },
    });
    return { done: true };
  });
}
