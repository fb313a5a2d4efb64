import type { Api, EndpointBody, saveApi as endpoint } from '@jackfield/contracts';
import { apiToDto } from '../../api-to-dto.ts';
import { versionConflict } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { refusePlainSecrets } from '../../plain-secrets.ts';
import type { ChangeProject } from '../../repositories.ts';
import { refuseTakenApiName } from './create-api.ts';
import { findLivingApi } from './get-api.ts';
import { refuseUnknownEnvironments } from './refuse-unknown-environments.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

export function saveApi(
  { changeProject }: Dependencies,
  caller: Member,
  apiId: string,
  { name, document, version }: EndpointBody<typeof endpoint>,
): Promise<Api> {
  refusePlainSecrets(document);
  return changeProject(caller.projectId, async (repos) => {
    const before = await findLivingApi(repos, apiId);
    if (before.version !== version) throw versionConflict(apiToDto(before));
    await refuseUnknownEnvironments(repos, before.projectId, document);
    await refuseTakenApiName(repos, before.projectId, name, ['body', 'name'], apiId);
    if (!(await repos.apis.save(apiId, version, { name, document }))) {
      throw versionConflict(apiToDto(await findLivingApi(repos, apiId)));
    }
    await repos.audit.record(caller, {
      action: 'api.save',
      subjectType: 'api',
      subjectId: apiId,
      before: { name: before.name, document: before.document },
      after: { name, document },
    });
    return apiToDto({ ...before, name, document, version: version + 1 });
  });
}
