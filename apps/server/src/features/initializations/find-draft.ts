import type { Endpoint } from '@jackfield/contracts';
import { notFound, versionConflict } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { requireRoleInLive, unknownEnvironment } from '../../environment-rules.ts';
import type { Repositories } from '../../repositories.ts';
import { findCall } from '../../running/find-call.ts';
import type { RunTarget } from '../../running/prepare-run.ts';

export interface FindDraftDependencies {
  configuration: Configuration;
  repositories: Pick<Repositories, 'calls'>;
}

/** The draft that a builder looks at, in one environment; a conflict when another was saved since. */
export async function findDraft(
  { configuration, repositories }: FindDraftDependencies,
  caller: Member,
  callId: string,
  { environmentId, version }: { environmentId: string; version: number },
  endpoint: Pick<Endpoint, 'mayInLive'>,
): Promise<RunTarget> {
  const project = await configuration.ofProject(caller.projectId);
  const environment = project?.environments.get(environmentId);
  const found = project === null ? null : findCall(project, callId);
  if (!project || !found) throw notFound('call');
  if (!environment) throw unknownEnvironment();
  requireRoleInLive(endpoint, environment, caller);
  if (found.call.version !== version) {
    const current = await repositories.calls.find(callId);
    throw current === null ? notFound('call') : versionConflict(callToDto(current));
  }
  return { project, environment, ...found };
}
