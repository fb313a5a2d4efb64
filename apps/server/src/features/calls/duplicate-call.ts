import type { Call } from '@jackfield/contracts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import { freeName } from '../../free-name.ts';
import type { ChangeProject } from '../../repositories.ts';
import { freeSlug, toSlug } from '../../slug.ts';
import { findLivingCall } from './get-call.ts';

const COPY_PREFIX = 'Copy of ';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Right below the original, with its document and its shape; secret test values are not copied. */
export function duplicateCall({ changeProject }: Dependencies, caller: Member, callId: string): Promise<Call> {
  return changeProject(caller.projectId, async (repos) => {
    const original = await findLivingCall(repos, callId);
    const name = freeName(`${COPY_PREFIX}${original.name}`, await repos.calls.namesLike(original.apiId, COPY_PREFIX));
    const slug = toSlug(name, 'call');
    const copy = await repos.calls.create(
      {
        apiId: original.apiId,
        name,
        slug: freeSlug(slug, await repos.calls.slugsLike(original.apiId, slug)),
        document: original.document,
      },
      { position: original.position },
    );
    await repos.calls.copyShape(callId, copy.id);
    await repos.errorShapes.copy(callId, copy.id);
    await repos.audit.record(caller, {
      action: 'call.duplicate',
      subjectType: 'call',
      subjectId: copy.id,
      after: { name, from: callId },
    });
    return callToDto(await findLivingCall(repos, copy.id));
  });
}
