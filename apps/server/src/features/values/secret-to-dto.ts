import type { Secret, SecretOwner } from '@jackfield/contracts';
import { parseOrigins } from '../../configuration/origins.ts';
import { secretPlace } from '../../configuration/secret-place.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { SecretRow } from './values.repository.ts';

/** What may be known of a secret. It is opened only to say whether it can be; the value goes nowhere. */
export async function secretToDto(row: SecretRow, workspaceId: string, keyring: Keyring): Promise<Secret> {
  return {
    id: row.id,
    owner: toOwner(row),
    slot: row.slot,
    environmentId: row.environmentId,
    last4: row.last4,
    isDamaged: (await keyring.open(secretPlace(workspaceId, row.id), row.sealed)) === null,
    origins: parseOrigins(row.origins),
    setBy: row.setByName,
    setAt: row.setAt.toISOString(),
    version: row.version,
  };
}

function toOwner({ ownerType, ownerId }: SecretRow): SecretOwner {
  if (ownerType === 'api' || ownerType === 'call') return { type: ownerType, id: ownerId };
  return { type: 'project' };
}
