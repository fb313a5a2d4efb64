import type { Call, EndpointBody, saveCall as endpoint } from '@jackfield/contracts';
import { versionConflict } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import { refusePlainSecrets } from '../../plain-secrets.ts';
import type { ChangeProject } from '../../repositories.ts';
import { refuseTakenCallName } from './create-call.ts';
import { findLivingCall } from './get-call.ts';
import { renamedSensitiveInputs } from './renamed-inputs.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

export function saveCall(
  { changeProject }: Dependencies,
  caller: Member,
  callId: string,
  { name, document, version }: EndpointBody<typeof endpoint>,
): Promise<Call> {
  refusePlainSecrets(document);
  return changeProject(caller.projectId, async (repos) => {
    const before = await findLivingCall(repos, callId);
    if (before.version !== version) throw versionConflict(callToDto(before));
    await refuseTakenCallName(repos, before.apiId, name, ['body', 'name'], callId);
    if (!(await repos.calls.save(callId, version, { name, document }))) {
      throw versionConflict(callToDto(await findLivingCall(repos, callId)));
    }
    for (const { from, to } of renamedSensitiveInputs(before.document.inputs, document.inputs)) {
      await repos.values.moveSecrets({ ownerType: 'call', ownerId: callId }, `input.${from}`, `input.${to}`);
    }
    await repos.audit.record(caller, {
      action: 'call.save',
      subjectType: 'call',
      subjectId: callId,
      before: { name: before.name, document: before.document },
      after: { name, document },
    });
    return callToDto({ ...before, name, document, version: version + 1 });
  });
}
