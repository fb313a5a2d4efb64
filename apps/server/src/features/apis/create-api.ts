import { emptyApiDocument } from '@jackfield/connector';
import type { Api, EndpointBody, createApi as endpoint } from '@jackfield/contracts';
import { nameTaken } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { refusePlainSecrets } from '../../plain-secrets.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { freeSlug, toSlug } from '../../slug.ts';
import { apiToDto } from './api-to-dto.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

export function createApi(
  { changeProject }: Dependencies,
  caller: Member,
  { name, document = emptyApiDocument() }: EndpointBody<typeof endpoint>,
): Promise<Api> {
  refusePlainSecrets(document);
  return changeProject(caller.projectId, async (repos) => {
    await refuseTakenApiName(repos, caller.projectId, name, ['body', 'name']);
    const slug = toSlug(name, 'api');
    const api = await repos.apis.create({
      projectId: caller.projectId,
      name,
      slug: freeSlug(slug, await repos.apis.slugsLike(caller.projectId, slug)),
      document,
    });
    await repos.audit.record(caller, {
      action: 'api.create',
      subjectType: 'api',
      subjectId: api.id,
      after: { name, document },
    });
    return apiToDto(api);
  });
}

export async function refuseTakenApiName(
  repos: Pick<Repositories, 'apis'>,
  projectId: string,
  name: string,
  path: (string | number)[],
  exceptId?: string,
): Promise<void> {
  if (await repos.apis.isNameTaken(projectId, name, exceptId)) {
    throw nameTaken(path, `This project has an API called “${name}” already.`);
  }
}
