import { emptyCallDocument } from '@jackfield/connector';
import type { Call, EndpointBody, createCall as endpoint } from '@jackfield/contracts';
import { addCall } from '../../add-documents.ts';
import { nameTaken, notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import { refusePlainSecrets } from '../../plain-secrets.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

export function createCall(
  { changeProject }: Dependencies,
  caller: Member,
  apiId: string,
  { name, document = emptyCallDocument() }: EndpointBody<typeof endpoint>,
): Promise<Call> {
  refusePlainSecrets(document);
  return changeProject(caller.projectId, async (repos) => {
    const api = await repos.apis.find(apiId);
    if (!api || api.isDeleted) throw notFound('API');
    await refuseTakenCallName(repos, apiId, name, ['body', 'name']);
    return callToDto(await addCall(repos, caller, { apiId, name, document }));
  });
}

export async function refuseTakenCallName(
  repos: Pick<Repositories, 'calls'>,
  apiId: string,
  name: string,
  path: (string | number)[],
  exceptId?: string,
): Promise<void> {
  if (await repos.calls.isNameTaken(apiId, name, exceptId)) {
    throw nameTaken(path, `This API has a call named “${name}” already.`);
  }
}
