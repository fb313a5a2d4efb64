import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';

/** Removes the name with its values in all environments. */
export function deleteVariable(changeProject: ChangeProject, caller: Member, name: string): Promise<{ done: true }> {
  return changeProject(caller.projectId, async ({ values, audit }) => {
    const rows = await values.findVariables(caller.projectId, name);
    if (rows.length === 0) throw notFound('variable');
    await values.deleteVariables(caller.projectId, name);
    await audit.record(caller, {
      action: 'variable.delete',
      subjectType: 'variable',
      subjectId: name,
      before: rows.map(({ environmentId, value }) => ({ environmentId, value })),
    });
    return { done: true };
  });
}
