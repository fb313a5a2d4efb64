import type { Call } from '@jackfield/contracts';
import { AppError, notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { freeSlug } from '../../slug.ts';
import { refuseTakenCallName } from './create-call.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Out of the trash; where its slug was taken meanwhile it is given another. */
export function restoreCall({ changeProject }: Dependencies, caller: Member, callId: string): Promise<Call> {
  return changeProject(caller.projectId, async (repos) => {
    const call = await repos.calls.find(callId);
    if (!call) throw notFound('call');
    if (call.isApiDeleted) {
      throw new AppError('not_found', { detail: 'The API of this call is in the trash. Restore the API first.' });
    }
    if (!call.isDeleted) return callToDto(call);
    await refuseTakenCallName(repos, call.apiId, call.name, ['params', 'callId']);
    const slug = freeSlug(call.slug, await repos.calls.slugsLike(call.apiId, call.slug));
    const restored = await repos.calls.restore(callId, slug);
    await repos.audit.record(caller, {
      action: 'call.restore',
      subjectType: 'call',
      subjectId: callId,
      after: { name: call.name },
    });
    return callToDto(restored);
  });
}
