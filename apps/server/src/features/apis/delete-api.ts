import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { findLivingApi } from './get-api.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Into the trash. Its calls need no mark of their own: they are reached through it. */
export function deleteApi({ changeProject }: Dependencies, caller: Member, apiId: string): Promise<{ done: true }> {
  return changeProject(caller.projectId, async (repos) => {
    const api = await findLivingApi(repos, apiId);
    await repos.apis.moveToTrash(apiId);
    await repos.audit.record(caller, {
      action: 'api.delete',
      subjectType: 'api',
      subjectId: apiId,
      before: { name: api.name },
    });
    return { done: true };
  });
}
