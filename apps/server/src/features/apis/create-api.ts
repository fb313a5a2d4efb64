import { emptyApiDocument } from '@jackfield/connector';
import type { Api, EndpointBody, createApi as endpoint } from '@jackfield/contracts';
import { addApi } from '../../add-documents.ts';
import { apiToDto } from '../../api-to-dto.ts';
import { nameTaken } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { refusePlainSecrets } from '../../plain-secrets.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { refuseUnknownEnvironments } from './refuse-unknown-environments.ts';

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
    await refuseUnknownEnvironments(repos, caller.projectId, document);
    await refuseTakenApiName(repos, caller.projectId, name, ['body', 'name']);
    return apiToDto(await addApi(repos, caller, { name, document }));
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
