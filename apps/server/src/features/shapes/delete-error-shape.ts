import type { Call } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Forgets what a call answers with when it is refused; deleting it twice is no mistake. */
export function deleteErrorShape({ changeProject }: Dependencies, caller: Member, callId: string): Promise<Call> {
  return changeProject(caller.projectId, async ({ calls, errorShapes, audit }) => {
    const call = await calls.find(callId);
    if (!call || call.isDeleted || call.isApiDeleted) throw notFound('call');
    if (await errorShapes.delete(callId)) {
      await audit.record(caller, { action: 'error-shape.delete', subjectType: 'call', subjectId: callId });
    }
    return callToDto({ ...call, errorShape: null });
  });
}
