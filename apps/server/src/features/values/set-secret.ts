import { LIMITS, last4 } from '@jackfield/connector';
import { type EndpointBody, setSecret as endpoint, type Secret } from '@jackfield/contracts';
import { AppError, invalidRequest, nameTaken } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { parseOrigins } from '../../configuration/origins.ts';
import { secretPlace } from '../../configuration/secret-place.ts';
import { requireEnvironment, requireRoleInLive } from '../../environment-rules.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import { newId } from '../../new-id.ts';
import type { ChangeProject } from '../../repositories.ts';
import { normalOrigin } from './normal-origin.ts';
import { refuseUnseenOrigin } from './refuse-unseen-origin.ts';
import { resolveSecretOwner } from './resolve-secret-owner.ts';
import { secretToDto } from './secret-to-dto.ts';
import type { NewSecretValue, SecretKeyOfRow, SecretRow, ValuesRepository } from './values.repository.ts';

interface Dependencies {
  values: ValuesRepository;
  changeProject: ChangeProject;
  keyring: Keyring;
  configuration: Configuration;
}

/** Sets or replaces a secret's value. A replaced value keeps its origins, and adds the one that was seen. */
export async function setSecret(
  dependencies: Dependencies,
  caller: Member,
  body: EndpointBody<typeof endpoint>,
): Promise<Secret> {
  const { values, configuration, keyring } = dependencies;
  requireRoleInLive(endpoint, await requireEnvironment({ values }, caller.projectId, body.environmentId), caller);
  refuseShort(body);
  const project = await configuration.ofProject(caller.projectId);
  const owner = resolveSecretOwner(project, body);
  const seenOrigin = body.origin === undefined ? null : normalOrigin(body.origin);
  if (seenOrigin !== null) refuseUnseenOrigin(body.owner, seenOrigin, owner.presentOrigin);
  const seenToken = body.tokenOrigin === undefined ? null : normalOrigin(body.tokenOrigin);
  const seenOrigins = [seenOrigin, seenToken === owner.tokenOrigin ? seenToken : null].filter((each) => each !== null);
  const key: SecretKeyOfRow = { ...owner.key, environmentId: body.environmentId };
  // Sealed before the transaction, since the keyring may have to read a data key; the text opens under this id only.
  const id = (await values.findSecretByKey(key))?.id ?? newId();
  const row = await keyring.sealInto(secretPlace(caller.workspaceId, id), body.value, (sealed) =>
    storeSecret(dependencies, caller, { id, key, sealed, text: body.value, seenOrigins }),
  );
  return secretToDto(row, caller.workspaceId, keyring);
}

function refuseShort({ value, acceptShort }: EndpointBody<typeof endpoint>): void {
  if (acceptShort === true || value.length >= LIMITS.secretCharsMin) return;
  const message = `A secret under ${LIMITS.secretCharsMin} characters cannot be masked in answers without spoiling them.`;
  const fix = 'Use a longer one, or confirm that this one is masked in the view of the request only.';
  throw invalidRequest([{ path: ['body', 'value'], message, fix }]);
}

interface SealedSecret {
  id: string;
  key: SecretKeyOfRow;
  sealed: string;
  text: string;
  /** What it is confirmed for. Another address that came in between is not the one that was seen. */
  seenOrigins: readonly string[];
}

function storeSecret({ changeProject }: Dependencies, caller: Member, secret: SealedSecret): Promise<SecretRow> {
  const { id, key, text, seenOrigins } = secret;
  return changeProject(caller.projectId, async ({ values, audit }) => {
    if (key.ownerType === 'project' && (await values.findVariables(caller.projectId, key.slot)).length > 0) {
      throw nameTaken(['body', 'slot'], `There is a variable named ${key.slot}.`);
    }
    const standing = await values.findSecretByKey(key);
    if (standing !== null && standing.id !== id) throw setMeanwhile();
    const kept = parseOrigins(standing?.origins ?? []);
    const value: NewSecretValue = {
      id,
      sealed: secret.sealed,
      last4: last4(text),
      isShort: text.length < LIMITS.secretCharsMin,
      origins: [...new Set([...kept, ...seenOrigins])],
      setById: caller.userId,
      setByName: caller.name,
      setAt: new Date(),
    };
    await audit.record(caller, {
      action: 'secret.set',
      subjectType: 'secret',
      subjectId: id,
      before: standing ? { ...key, origins: kept } : undefined,
      after: { ...key, origins: value.origins, secret: 'changed' },
    });
    return standing ? values.replaceSecret(value) : values.createSecret(caller.projectId, key, value);
  });
}

function setMeanwhile(): AppError {
  return new AppError('version_conflict', {
    detail: 'Someone set this secret at the same moment. Look at it, then set it again.',
  });
}
