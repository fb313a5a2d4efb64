import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { findLivingCall } from './get-call.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Into the trash. */
export function deleteCall({ changeProject }: Dependencies, caller: Member, callId: string): Promise<{ done: true }> {
  return changeProject(caller.projectId, async (repos) => {
    const call = await findLivingCall(repos, callId);
    await repos.calls.moveToTrash(callId);
    await repos.audit.record(caller, {
      action: 'call.delete',
      subjectType: 'call',
      subjectId: callId,
      before: { name: call.name },
    });
    return { done: true };
  });
}
