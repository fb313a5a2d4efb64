import { adoptCall } from '@jackfield/connector';
import type { EndpointBody, EndpointResponse, moveCallToApi as endpoint } from '@jackfield/contracts';
import { nameTaken, notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import { freeName } from '../../free-name.ts';
import { moveBefore } from '../../move-before.ts';
import { refusePlainSecrets } from '../../plain-secrets.ts';
import type { ChangeProject } from '../../repositories.ts';
import { freeSlug } from '../../slug.ts';
import { reportOfAdopted } from './transfer-report.ts';

/** Its secrets go with it, bound to the origins they were confirmed for: a new address has to be confirmed. */
export function moveCallToApi(
  { changeProject }: { changeProject: ChangeProject },
  caller: Member,
  callId: string,
  { apiId, beforeId, as }: EndpointBody<typeof endpoint>,
): Promise<EndpointResponse<typeof endpoint>> {
  if (as !== undefined) refusePlainSecrets(as.document);
  return changeProject(caller.projectId, async (repos) => {
    const call = await repos.calls.find(callId);
    if (!call || call.isDeleted || call.isApiDeleted) throw notFound('call');
    const api = await repos.apis.find(apiId);
    if (!api || api.isDeleted || api.projectId !== caller.projectId) throw notFound('API');
    const siblings = await repos.calls.idsInOrder(call.apiId);
    const before = {
      apiId: call.apiId,
      beforeId: siblings[siblings.indexOf(callId) + 1] ?? null,
      as: { name: call.name, slug: call.slug, document: call.document },
    };
    const adopted = adoptCall(call.document, call.apiDocument, api.document);
    const { name, slug, document } = as ?? { ...before.as, document: adopted.document };
    const isHere = apiId === call.apiId;
    if (as !== undefined && (await repos.calls.isNameTaken(apiId, name, callId))) {
      throw nameTaken(['body', 'as', 'name'], `This API has a call named “${name}” already.`);
    }
    const newName = isHere || as !== undefined ? name : freeName(name, await repos.calls.namesLike(apiId, name));
    const newSlug = isHere ? call.slug : freeSlug(slug, await repos.calls.slugsLike(apiId, slug));
    await repos.calls.moveToApi(callId, { apiId, name: newName, slug: newSlug, document });
    const ids = await repos.calls.idsInOrder(apiId);
    await repos.calls.setOrder(moveBefore(ids, callId, ids.includes(beforeId ?? '') ? beforeId : null));
    await repos.audit.record(caller, {
      action: 'call.move-to-api',
      subjectType: 'call',
      subjectId: callId,
      before,
      after: { apiId, name: newName, slug: newSlug, document },
    });
    const moved = await repos.calls.find(callId);
    if (moved === null) throw notFound('call');
    return { call: callToDto(moved), report: reportOfAdopted(call.name, newName, adopted), before };
  });
}
