import { clearConnection as endpoint } from '@jackfield/contracts';
import type { Egress } from '@jackfield/egress';
import { revokeToken } from '@jackfield/runner';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import type { Connections } from '../../connections/connections.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import type { ChangeProject } from '../../repositories.ts';
import type { RunDepth } from '../../running/run-depth.ts';
import { type ApiTarget, findApi } from './find-api.ts';
import { findTokenStep } from './find-token-step.ts';

const REVOKE_MS = 10_000;

interface Dependencies {
  changeProject: ChangeProject;
  configuration: Configuration;
  connections: Connections;
  egress: Egress;
  runDepth: RunDepth;
}

/** Forgets what a provider granted, and tells the provider where it wants to be told. The change is announced, so that no process goes on with a token it has in memory. */
export async function clearConnection(
  dependencies: Dependencies,
  caller: Member,
  { apiId, environmentId }: { apiId: string; environmentId: string },
): Promise<{ done: true }> {
  const target = await findApi(dependencies.configuration, caller.projectId, { apiId, environmentId });
  requireRoleInLive(endpoint, target.environment, caller);
  await revoke(dependencies, target);
  return dependencies.changeProject(caller.projectId, async ({ connections, audit }) => {
    const isCleared = await connections.clear({ apiId, environmentId, endUser: '' });
    if (isCleared) {
      await audit.record(caller, {
        action: 'connection.clear',
        subjectType: 'api',
        subjectId: apiId,
        before: { environmentId, tokens: 'changed' },
      });
    }
    return { done: true };
  });
}

/** As far as it can be done: what the provider does not answer is forgotten here all the same. */
async function revoke({ connections, egress, runDepth }: Dependencies, target: ApiTarget): Promise<void> {
  const found = findTokenStep(target);
  const step = 'step' in found ? found.step : null;
  if (step === null || !('revokeUrl' in step.grant) || step.grant.revokeUrl === '') return;
  const { tokens } = await connections.storeOf(target, '').read();
  const token = tokens?.refreshToken ?? tokens?.accessToken;
  if (token === undefined) return;
  const sender = { egress, signal: AbortSignal.timeout(REVOKE_MS), hopHeaders: runDepth.hopHeaders(0) };
  await revokeToken(step.grant, token, sender).catch(() => {});
}
