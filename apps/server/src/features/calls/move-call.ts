import type { Member } from '../../caller.ts';
import { moveBefore } from '../../move-before.ts';
import type { ChangeProject } from '../../repositories.ts';
import { findLivingCall } from './get-call.ts';

/** Within its API: another one would give it another address and other credentials. */
export function moveCall(
  { changeProject }: { changeProject: ChangeProject },
  caller: Member,
  callId: string,
  beforeId: string | null,
): Promise<{ done: true }> {
  return changeProject(caller.projectId, async (repos) => {
    const { apiId, name } = await findLivingCall(repos, callId);
    await repos.calls.setOrder(moveBefore(await repos.calls.idsInOrder(apiId), callId, beforeId));
    await repos.audit.record(caller, {
      action: 'call.move',
      subjectType: 'call',
      subjectId: callId,
      after: { name, beforeId },
    });
    return { done: true };
  });
}
