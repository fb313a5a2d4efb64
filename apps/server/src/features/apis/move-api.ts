import type { Member } from '../../caller.ts';
import { moveBefore } from '../../move-before.ts';
import type { ChangeProject } from '../../repositories.ts';
import { findLivingApi } from './get-api.ts';

/** A place is told by who comes next, so two people who move at once do not undo each other. */
export function moveApi(
  { changeProject }: { changeProject: ChangeProject },
  caller: Member,
  apiId: string,
  beforeId: string | null,
): Promise<{ done: true }> {
  return changeProject(caller.projectId, async (repos) => {
    const { name } = await findLivingApi(repos, apiId);
    await repos.apis.setOrder(moveBefore(await repos.apis.idsInOrder(caller.projectId), apiId, beforeId));
    await repos.audit.record(caller, {
      action: 'api.move',
      subjectType: 'api',
      subjectId: apiId,
      after: { name, beforeId },
    });
    return { done: true };
  });
}
