import type { Api } from '@jackfield/contracts';
import { addApi } from '../../add-documents.ts';
import { apiToDto } from '../../api-to-dto.ts';
import type { Member } from '../../caller.ts';
import { freeName } from '../../free-name.ts';
import type { ChangeProject } from '../../repositories.ts';
import { findLivingApi } from './get-api.ts';

const COPY_PREFIX = 'Copy of ';

/** Right below the original, with its calls and what was learned of them. Secrets stay with the original alone. */
export function duplicateApi(
  { changeProject }: { changeProject: ChangeProject },
  caller: Member,
  apiId: string,
): Promise<Api> {
  const { projectId } = caller;
  return changeProject(projectId, async (repos) => {
    const original = await findLivingApi(repos, apiId);
    const name = freeName(`${COPY_PREFIX}${original.name}`, await repos.apis.namesLike(projectId, COPY_PREFIX));
    const copy = await addApi(repos, caller, { name, document: original.document });
    const ids = await repos.apis.idsInOrder(projectId);
    const others = ids.filter((id) => id !== copy.id);
    await repos.apis.setOrder(others.toSpliced(others.indexOf(apiId) + 1, 0, copy.id));
    for (const callId of await repos.calls.idsInOrder(apiId)) {
      const call = await repos.calls.find(callId);
      if (call === null) continue;
      const { name: callName, slug, document } = call;
      const made = await repos.calls.create({ apiId: copy.id, name: callName, slug, document });
      await repos.calls.copyShape(callId, made.id);
    }
    await repos.audit.record(caller, {
      action: 'api.duplicate',
      subjectType: 'api',
      subjectId: copy.id,
      after: { name, from: apiId },
    });
    return apiToDto(await findLivingApi(repos, copy.id));
  });
}
