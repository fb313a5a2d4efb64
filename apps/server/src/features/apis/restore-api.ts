import type { Api } from '@jackfield/contracts';
import { apiToDto } from '../../api-to-dto.ts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { freeSlug } from '../../slug.ts';
import { refuseTakenApiName } from './create-api.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Out of the trash, with its calls; where its slug was taken meanwhile it is given another. */
export function restoreApi({ changeProject }: Dependencies, caller: Member, apiId: string): Promise<Api> {
  return changeProject(caller.projectId, async (repos) => {
    const api = await repos.apis.find(apiId);
    if (!api) throw notFound('API');
    if (!api.isDeleted) return apiToDto(api);
    await refuseTakenApiName(repos, api.projectId, api.name, ['params', 'apiId']);
    const slug = freeSlug(api.slug, await repos.apis.slugsLike(api.projectId, api.slug));
    const restored = await repos.apis.restore(apiId, slug);
    await repos.audit.record(caller, {
      action: 'api.restore',
      subjectType: 'api',
      subjectId: apiId,
      after: { name: api.name },
    });
    return apiToDto(restored);
  });
}
