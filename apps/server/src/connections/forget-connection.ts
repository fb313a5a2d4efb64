import type { Egress } from '@jackfield/egress';
import { revokeToken } from '@jackfield/runner';
import type { AuditActor } from '../audit/audit.repository.ts';
import type { ChangeProject } from '../repositories.ts';
import type { RunDepth } from '../running/run-depth.ts';
import type { Connections } from './connections.ts';
import type { ApiTarget } from './find-api.ts';
import { findTokenStep } from './find-token-step.ts';

const REVOKE_MS = 10_000;

export interface ForgetDependencies {
  changeProject: ChangeProject;
  connections: Connections;
  egress: Egress;
  runDepth: RunDepth;
}

/**
 * Forgets what a provider granted to all (`endUser` is '') or to one end user, and tells the provider where it wants to
 * be told. The change is announced, so that no process goes on with a token it has in memory.
 */
export async function forgetConnection(
  dependencies: ForgetDependencies,
  target: ApiTarget,
  endUser: string,
  actorId: string,
): Promise<{ done: true }> {
  await revoke(dependencies, target, endUser);
  const { project, api, environment } = target;
  const actor: AuditActor = { userId: actorId, workspaceId: project.workspaceId, projectId: project.id };
  const of = { apiId: api.id, environmentId: environment.id };
  return dependencies.changeProject(project.id, async ({ connections, audit }) => {
    const isCleared = await connections.clear({ ...of, endUser });
    if (isCleared) {
      const { environmentId } = of;
      await audit.record(actor, {
        action: 'connection.clear',
        subjectType: 'api',
        subjectId: api.id,
        before: { environmentId, ...(endUser === '' ? {} : { endUser }), tokens: 'changed' },
      });
    }
    return { done: true };
  });
}

/** As far as it can be done: what the provider does not answer is forgotten here all the same. */
async function revoke(
  { connections, egress, runDepth }: ForgetDependencies,
  target: ApiTarget,
  endUser: string,
): Promise<void> {
  const found = findTokenStep(target);
  const step = 'step' in found ? found.step : null;
  if (step === null || !('revokeUrl' in step.grant) || step.grant.revokeUrl === '') return;
  const { tokens } = await connections.storeOf(target, endUser).read();
  const token = tokens?.refreshToken ?? tokens?.accessToken;
  if (token === undefined) return;
  const sender = { egress, signal: AbortSignal.timeout(REVOKE_MS), hopHeaders: runDepth.hopHeaders(0) };
  await revokeToken(step.grant, token, sender).catch(() => {});
}
