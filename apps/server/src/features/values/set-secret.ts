import { LIMITS } from '@jackfield/connector';
import type { EndpointBody, setSecret as endpoint, Secret } from '@jackfield/contracts';
import { AppError, invalidRequest, nameTaken } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { parseOrigins } from '../../configuration/origins.ts';
import { secretPlace } from '../../configuration/secret-place.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { newId } from '../../new-id.ts';
import type { ChangeProject } from '../../repositories.ts';
import { requireEnvironment, requireRoleForSecrets } from './environment-rules.ts';
import { resolveSecretOwner } from './resolve-secret-owner.ts';
import { secretToDto } from './secret-to-dto.ts';
import type { NewSecretValue, SecretKeyOfRow, SecretRow, ValuesRepository } from './values.repository.ts';

/** From here on the last four characters say which one it is without giving much of it away. */
const CHARS_FOR_LAST4 = 13;

interface Dependencies {
  values: ValuesRepository;
  changeProject: ChangeProject;
  keyring: Keyring;
  configuration: Configuration;
}

/** Sets or replaces a secret's value. A replaced value keeps its origins; an own secret adds the API's present one. */
export async function setSecret(
  dependencies: Dependencies,
  caller: Member,
  body: EndpointBody<typeof endpoint>,
): Promise<Secret> {
  const { values, configuration, keyring } = dependencies;
  requireRoleForSecrets(await requireEnvironment(values, caller.projectId, body.environmentId), caller);
  refuseShort(body);
  const project = await configuration.ofProject(caller.projectId);
  const owner = resolveSecretOwner(project, body);
  const key: SecretKeyOfRow = { ...owner.key, environmentId: body.environmentId };
  const standing = await values.findSecretByKey(key);
  const row = await storeSecret(dependencies, caller, {
    key,
    standing,
    value: await sealValue(keyring, caller, body.value, standing, owner.presentOrigin),
  });
  return secretToDto(row, caller.workspaceId, keyring);
}

function refuseShort({ value, acceptShort }: EndpointBody<typeof endpoint>): void {
  if (acceptShort === true || value.length >= LIMITS.secretCharsMin) return;
  const message = `A secret under ${LIMITS.secretCharsMin} characters cannot be masked in answers without spoiling them.`;
  const fix = 'Use a longer one, or confirm that this one is masked in the view of the request only.';
  throw invalidRequest([{ path: ['body', 'value'], message, fix }]);
}

/** Before the transaction, since the keyring may have to read a data key. */
async function sealValue(
  keyring: Keyring,
  caller: Member,
  value: string,
  standing: SecretRow | null,
  presentOrigin: string | null,
): Promise<NewSecretValue> {
  const id = standing?.id ?? newId();
  const kept = parseOrigins(standing?.origins ?? []);
  return {
    id,
    sealed: await keyring.seal(secretPlace(caller.workspaceId, id), value),
    last4: value.length >= CHARS_FOR_LAST4 ? value.slice(-4) : null,
    isShort: value.length < LIMITS.secretCharsMin,
    origins: presentOrigin === null || kept.includes(presentOrigin) ? kept : [...kept, presentOrigin],
    setById: caller.userId,
    setByName: caller.name,
    setAt: new Date(),
  };
}

function storeSecret(
  { changeProject }: Dependencies,
  caller: Member,
  { key, standing, value }: { key: SecretKeyOfRow; standing: SecretRow | null; value: NewSecretValue },
): Promise<SecretRow> {
  return changeProject(caller.projectId, async ({ values, audit }) => {
    if (key.ownerType === 'project' && (await values.findVariables(caller.projectId, key.slot)).length > 0) {
      throw nameTaken(['body', 'slot'], `There is a variable named ${key.slot}.`);
    }
    const row = standing ? await values.replaceSecret(value) : await values.createSecret(caller.projectId, key, value);
    if (row === null) {
      throw new AppError('version_conflict', { detail: 'Someone deleted this secret just now. Set it again.' });
    }
    await audit.record(caller, {
      action: 'secret.set',
      subjectType: 'secret',
      subjectId: row.id,
      before: standing ? { ...key, origins: parseOrigins(standing.origins) } : undefined,
      after: { ...key, origins: value.origins, secret: 'changed' },
    });
    return row;
  });
}
