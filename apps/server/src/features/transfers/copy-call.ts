import { adoptCall } from '@jackfield/connector';
import type { EndpointResponse, copyCall as endpoint } from '@jackfield/contracts';
import { addCall } from '../../add-documents.ts';
import { notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import { freeName } from '../../free-name.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { requireTarget } from './require-target.ts';
import { reportOfAdopted, secretsBehind, unknownNames } from './transfer-report.ts';

interface Dependencies {
  repositories: Repositories;
  changeProject: ChangeProject;
}

/** Below another API, with what was learned of it and the inputs it has of its former API. Secrets stay where they are. */
export async function copyCall(
  { repositories, changeProject }: Dependencies,
  caller: Member,
  callId: string,
  apiId: string,
): Promise<EndpointResponse<typeof endpoint>> {
  const member = await requireTarget(repositories, caller, { apiId });
  return changeProject(member.projectId, async (repos) => {
    const original = await repos.calls.find(callId);
    if (!original || original.isDeleted || original.isApiDeleted) throw notFound('call');
    const api = await repos.apis.find(apiId);
    if (!api || api.isDeleted) throw notFound('API');
    const adopted = adoptCall(original.document, original.apiDocument, api.document);
    const { document } = adopted;
    const name = freeName(original.name, await repos.calls.namesLike(apiId, original.name));
    const copy = await addCall(repos, member, { apiId, name, document });
    await repos.calls.copyShape(callId, copy.id);
    await repos.audit.record(member, {
      action: 'call.copy',
      subjectType: 'call',
      subjectId: copy.id,
      after: { name, from: callId },
    });
    const report = {
      ...reportOfAdopted(original.name, name, adopted),
      unknownNames: await unknownNames(repos, api.projectId, { calls: [document] }),
      secretsToEnter: await secretsBehind(repos, original.projectId, { calls: [original] }),
    };
    const made = await repos.calls.find(copy.id);
    if (made === null) throw notFound('call');
    return { call: callToDto(made), report };
  });
}
