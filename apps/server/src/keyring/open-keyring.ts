import { Keyring, type KeyringStore } from './keyring.ts';
import { KeyringError } from './keyring-error.ts';
import {
  createMasterKeyFile,
  type MasterKeys,
  missingMasterKey,
  parseMasterKeys,
  readMasterKeyFile,
} from './master-keys.ts';
import { openSealed, type SealedPlace, sealedKeyId, sealText } from './sealed-text.ts';

const CANARY = 'jackfield canary';
const CANARY_PLACE: SealedPlace = { workspaceId: '', table: 'instance', rowId: 'instance', field: 'sealedCanary' };

export interface KeyringSource {
  /** `JACKFIELD_MASTER_KEY`, where it is set. */
  masterKeyText: string | undefined;
  /** The embedded database's key file; undefined with a database server. */
  masterKeyFile: string | undefined;
}

async function findMasterKeys(source: KeyringSource, hasCanary: boolean): Promise<MasterKeys> {
  if (source.masterKeyText !== undefined) return parseMasterKeys(source.masterKeyText, 'JACKFIELD_MASTER_KEY');
  if (source.masterKeyFile === undefined) throw missingMasterKey();
  const kept = await readMasterKeyFile(source.masterKeyFile);
  if (kept !== null) return kept;
  if (hasCanary) {
    throw new KeyringError(
      `The master key ${source.masterKeyFile} is missing, and the secrets in this data folder need it. Put the file back from a backup, or set JACKFIELD_MASTER_KEY.`,
    );
  }
  return createMasterKeyFile(source.masterKeyFile);
}

/**
 * Finds the master keys and proves with a sealed canary that this database was written with them. A wrong or
 * missing key throws `KeyringError`, and nothing is written. With a new key in front of the old one, everything
 * is wrapped with the new one before the canary is, so that the old key may be dropped after one start.
 */
export async function openKeyring(source: KeyringSource, store: KeyringStore): Promise<Keyring> {
  const sealedCanary = await store.findSealedCanary();
  const masterKeys = await findMasterKeys(source, sealedCanary !== null);
  const keyring = new Keyring(masterKeys, store);
  const [newest] = masterKeys;
  if (sealedCanary !== null) {
    const canaryKeyId = sealedKeyId(sealedCanary);
    const isOurs = masterKeys.some((key) => openSealed(key, CANARY_PLACE, sealedCanary)?.toString('utf8') === CANARY);
    if (!isOurs) {
      const from = source.masterKeyText === undefined ? source.masterKeyFile : 'JACKFIELD_MASTER_KEY';
      throw new KeyringError(
        `The master key in ${from} is not the one this database was written with (it needs key ${canaryKeyId ?? 'unknown'}, given: ${masterKeys.map((key) => key.id).join(', ')}). Nothing was changed. Start with the right key.`,
      );
    }
    if (canaryKeyId === newest.id) return keyring;
    await keyring.rewrapDataKeys();
  }
  await store.saveSealedCanary(sealText(newest, CANARY_PLACE, Buffer.from(CANARY)));
  return keyring;
}
