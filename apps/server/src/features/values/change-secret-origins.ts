import type { Secret } from '@jackfield/contracts';
import {
  confirmSecretOrigin as confirmEndpoint,
  type Endpoint,
  removeSecretOrigin as removeEndpoint,
} from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { parseOrigins } from '../../configuration/origins.ts';
import { requireEnvironment, requireRoleInLive } from '../../environment-rules.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { ChangeProject } from '../../repositories.ts';
import { normalOrigin } from './normal-origin.ts';
import { secretToDto } from './secret-to-dto.ts';

interface Dependencies {
  changeProject: ChangeProject;
  keyring: Keyring;
}

interface OriginOfSecret {
  secretId: string;
  origin: string;
}

/** Adds an origin to those that a secret may be sent to. Confirming it again changes nothing. */
export function confirmSecretOrigin(
  dependencies: Dependencies,
  caller: Member,
  wanted: OriginOfSecret,
): Promise<Secret> {
  const confirmed = normalOrigin(wanted.origin);
  return changeOrigins(dependencies, caller, wanted.secretId, {
    endpoint: confirmEndpoint,
    action: 'secret.confirm-origin',
    change: (before) => (before.includes(confirmed) ? before : [...before, confirmed]),
  });
}

/** Takes an origin away from those that a secret may be sent to. Taking it away again changes nothing. */
export function removeSecretOrigin(
  dependencies: Dependencies,
  caller: Member,
  wanted: OriginOfSecret,
): Promise<Secret> {
  const removed = normalOrigin(wanted.origin, ['query', 'origin']);
  return changeOrigins(dependencies, caller, wanted.secretId, {
    endpoint: removeEndpoint,
    action: 'secret.remove-origin',
    change: (before) => before.filter((each) => each !== removed),
  });
}

interface OriginsChange {
  endpoint: Endpoint;
  action: string;
  change: (before: string[]) => string[];
}

async function changeOrigins(
  { changeProject, keyring }: Dependencies,
  caller: Member,
  secretId: string,
  { endpoint, action, change }: OriginsChange,
): Promise<Secret> {
  const row = await changeProject(caller.projectId, async (repos) => {
    const standing = await repos.values.findSecret(caller.projectId, secretId);
    if (!standing) throw notFound('secret');
    requireRoleInLive(endpoint, await requireEnvironment(repos, caller.projectId, standing.environmentId), caller);
    const before = parseOrigins(standing.origins);
    const after = change(before);
    if (after.length === before.length) return standing;
    await repos.audit.record(caller, {
      action,
      subjectType: 'secret',
      subjectId: secretId,
      before: { origins: before },
      after: { origins: after },
    });
    return repos.values.setSecretOrigins(secretId, after);
  });
  return secretToDto(row, caller.workspaceId, keyring);
}
