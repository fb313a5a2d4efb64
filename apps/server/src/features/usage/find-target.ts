import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { unknownEnvironment } from '../../environment-rules.ts';
import { findCall } from '../../running/find-call.ts';
import type { RunTarget } from '../../running/prepare-run.ts';

export interface FindTargetDependencies {
  configuration: Configuration;
}

/** A call of the caller's project, in one of its environments. */
export async function findTarget(
  { configuration }: FindTargetDependencies,
  caller: Member,
  { callId, environmentId }: { callId: string; environmentId: string },
): Promise<RunTarget> {
  const project = await configuration.ofProject(caller.projectId);
  const environment = project?.environments.get(environmentId);
  const found = project === null ? null : findCall(project, callId);
  if (!project || !found) throw notFound('call');
  if (!environment) throw unknownEnvironment();
  return { project, environment, ...found };
}
