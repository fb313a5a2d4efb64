import { hkdfSync, randomBytes } from 'node:crypto';
import type { MasterKeys } from './master-keys.ts';
import { openSealed, type SealedPlace, type SealingKey, sealedKeyId, sealText } from './sealed-text.ts';

export interface DataKeyRow {
  id: string;
  workspaceId: string;
  wrappedKey: string;
  masterKeyId: string;
}

/** What the keyring needs of the database. */
export interface KeyringStore {
  findSealedCanary(): Promise<string | null>;
  saveSealedCanary(sealedCanary: string): Promise<void>;
  findDataKeys(workspaceId: string): Promise<DataKeyRow[]>;
  findDataKeysOfOtherMasters(masterKeyId: string): Promise<DataKeyRow[]>;
  createDataKey(row: DataKeyRow): Promise<void>;
  rewrapDataKey(id: string, wrappedKey: string, masterKeyId: string): Promise<void>;
}

function dataKeyPlace(row: { id: string; workspaceId: string }): SealedPlace {
  return { workspaceId: row.workspaceId, table: 'data_key', rowId: row.id, field: 'wrappedKey' };
}

/**
 * Seals and opens secrets: each with its workspace's data key, which is wrapped by the master key.
 *
 * @NOTE Call it before a transaction, not in one: it may ask the database for a data key, and the embedded
 * database has a single connection.
 */
export class Keyring {
  readonly #masterKeys: MasterKeys;
  readonly #store: KeyringStore;
  readonly #dataKeys = new Map<string, Promise<SealingKey[]>>();

  constructor(masterKeys: MasterKeys, store: KeyringStore) {
    this.#masterKeys = masterKeys;
    this.#store = store;
  }

  /** A secret of the server's own (signing sessions), the same at each start with the same last-listed master key. */
  deriveSecret(purpose: string): string {
    // The last key is the oldest: adding a new one in front does not sign everybody out.
    const oldest = this.#masterKeys[this.#masterKeys.length - 1] ?? this.#masterKeys[0];
    return Buffer.from(hkdfSync('sha256', oldest.bytes, '', `jackfield:${purpose}`, 32)).toString('base64url');
  }

  async seal(place: SealedPlace, text: string): Promise<string> {
    const [newest] = await this.#ofWorkspace(place.workspaceId);
    if (newest === undefined) throw new Error(`workspace ${place.workspaceId} has no data key`);
    return sealText(newest, place, Buffer.from(text, 'utf8'));
  }

  /** Null when it cannot be opened: the secret is damaged and has to be entered again. */
  async open(place: SealedPlace, sealed: string): Promise<string | null> {
    const keyId = sealedKeyId(sealed);
    if (keyId === null) return null;
    let key = await this.#find(place.workspaceId, keyId);
    if (key === undefined) {
      // Another process may have made this key after ours were read.
      this.#dataKeys.delete(place.workspaceId);
      key = await this.#find(place.workspaceId, keyId);
    }
    return key === undefined ? null : (openSealed(key, place, sealed)?.toString('utf8') ?? null);
  }

  async #find(workspaceId: string, keyId: string): Promise<SealingKey | undefined> {
    return (await this.#ofWorkspace(workspaceId)).find((key) => key.id === keyId);
  }

  /** Read once a workspace, single flight; a failure is not kept. */
  #ofWorkspace(workspaceId: string): Promise<SealingKey[]> {
    const known = this.#dataKeys.get(workspaceId);
    if (known !== undefined) return known;
    const loading = this.#load(workspaceId);
    this.#dataKeys.set(workspaceId, loading);
    loading.catch(() => this.#dataKeys.delete(workspaceId));
    return loading;
  }

  async #load(workspaceId: string): Promise<SealingKey[]> {
    const rows = await this.#store.findDataKeys(workspaceId);
    const keys = rows.flatMap((row) => this.#unwrap(row) ?? []);
    return keys.length > 0 ? keys : [await this.#create(workspaceId)];
  }

  #unwrap(row: DataKeyRow): SealingKey | null {
    for (const masterKey of this.#masterKeys) {
      const bytes = openSealed(masterKey, dataKeyPlace(row), row.wrappedKey);
      if (bytes?.length === 32) return { id: row.id, bytes };
    }
    return null;
  }

  async #create(workspaceId: string): Promise<SealingKey> {
    const [masterKey] = this.#masterKeys;
    const key = { id: randomBytes(12).toString('hex'), bytes: randomBytes(32) };
    const wrappedKey = sealText(masterKey, dataKeyPlace({ id: key.id, workspaceId }), key.bytes);
    await this.#store.createDataKey({ id: key.id, workspaceId, wrappedKey, masterKeyId: masterKey.id });
    return key;
  }

  /** Wraps every data key of an older master key with the first one. May be stopped and repeated at any point. */
  async rewrapDataKeys(): Promise<void> {
    const [masterKey] = this.#masterKeys;
    for (const row of await this.#store.findDataKeysOfOtherMasters(masterKey.id)) {
      const key = this.#unwrap(row);
      if (key === null) continue;
      await this.#store.rewrapDataKey(row.id, sealText(masterKey, dataKeyPlace(row), key.bytes), masterKey.id);
    }
  }
}
