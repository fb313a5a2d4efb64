import type { Secret } from '@jackfield/contracts';
import { invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { parseOrigins } from '../../configuration/origins.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { ChangeProject } from '../../repositories.ts';
import { requireEnvironment, requireRoleForSecrets } from './environment-rules.ts';
import { secretToDto } from './secret-to-dto.ts';

interface Dependencies {
  changeProject: ChangeProject;
  keyring: Keyring;
}

/** Adds an origin to those that a secret may be sent to. Confirming it again changes nothing. */
export async function confirmSecretOrigin(
  { changeProject, keyring }: Dependencies,
  caller: Member,
  { secretId, origin }: { secretId: string; origin: string },
): Promise<Secret> {
  const confirmed = normalOrigin(origin);
  const row = await changeProject(caller.projectId, async ({ values, audit }) => {
    const standing = await values.findSecret(caller.projectId, secretId);
    if (!standing) throw notFound('secret');
    requireRoleForSecrets(await requireEnvironment(values, caller.projectId, standing.environmentId), caller);
    const before = parseOrigins(standing.origins);
    if (before.includes(confirmed)) return standing;
    const after = [...before, confirmed];
    await audit.record(caller, {
      action: 'secret.confirm-origin',
      subjectType: 'secret',
      subjectId: secretId,
      before: { origins: before },
      after: { origins: after },
    });
    return values.setSecretOrigins(secretId, after);
  });
  return secretToDto(row, caller.workspaceId, keyring);
}

/** As the URL of a request spells it: lower case, no default port. */
function normalOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url && url.username === '' && url.password === '' && /^https?:$/.test(url.protocol)) return url.origin;
  const fix = 'Write scheme, host and port, such as https://api.example.com.';
  throw invalidRequest([{ path: ['body', 'origin'], message: 'This is no origin of a web address.', fix }]);
}
