import { opensCanary, sealCanary } from './canary.ts';
import { KeyringError } from './keyring-error.ts';
import { createMasterKeyFile, readMasterKeyFile } from './master-key-file.ts';
import { type MasterKeys, missingMasterKey, parseMasterKeys } from './master-keys.ts';
import { sealedKeyId } from './sealed-text.ts';

export interface MasterKeySource {
  /** `JACKFIELD_MASTER_KEY`, where it is set. */
  masterKeyText: string | undefined;
  /** The embedded database's key file; undefined with a database server. */
  masterKeyFile: string | undefined;
}

/** What proves that master keys are those of a database. */
export interface MasterKeyStore {
  findSealedCanary(): Promise<string | null>;
  saveSealedCanary(sealedCanary: string): Promise<void>;
  /** Saves it where there is none yet; returns the one that stands. */
  createSealedCanary(sealedCanary: string): Promise<string>;
  /** Of the master keys that wrap a data key. */
  findMasterKeyIds(): Promise<string[]>;
}

async function findMasterKeys(source: MasterKeySource, hasCanary: boolean): Promise<MasterKeys> {
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
 * Finds the master keys and proves that this database needs no other: with a sealed canary, which a rotation moves to
 * the new key when it has finished, and by the names of the keys that wrap a data key. A wrong or missing key throws
 * `KeyringError`, and nothing is written.
 */
export async function openMasterKeys(source: MasterKeySource, store: MasterKeyStore): Promise<MasterKeys> {
  const found = await store.findSealedCanary();
  const masterKeys = await findMasterKeys(source, found !== null);
  // Of two processes that start at once on an empty database, the second is held to the key of the first.
  const sealedCanary = found ?? (await store.createSealedCanary(sealCanary(masterKeys[0])));
  const from = source.masterKeyText === undefined ? source.masterKeyFile : 'JACKFIELD_MASTER_KEY';
  const given = masterKeys.map(({ id }) => id);
  if (!masterKeys.some((key) => opensCanary(key, sealedCanary))) {
    throw new KeyringError(
      `The master key in ${from} is not the one this database was written with (it needs key ${sealedKeyId(sealedCanary) ?? 'unknown'}, given: ${given.join(', ')}). Nothing was changed. Start with the right key.`,
    );
  }
  const missing = (await store.findMasterKeyIds()).filter((id) => !given.includes(id));
  if (missing.length > 0) {
    throw new KeyringError(
      `Some secrets of this database are under the master key ${missing.join(', ')}, which is not in ${from} (given: ${given.join(', ')}). Nothing was changed. List that key too, the newest first, until "npm run rotate-keys" has finished.`,
    );
  }
  return masterKeys;
}
