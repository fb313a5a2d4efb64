import { hkdfSync } from 'node:crypto';
import { type DataKeyRow, newDataKey, unwrapDataKey } from './data-key.ts';
import { DataKeyRemovedError } from './data-key-removed-error.ts';
import { KeyringError } from './keyring-error.ts';
import type { MasterKeys } from './master-keys.ts';
import { openSealed, type SealedPlace, type SealingKey, sealedKeyId, sealText } from './sealed-text.ts';

/** What the keyring needs of the database. */
export interface KeyringStore {
  /** A workspace's, newest first. */
  findDataKeys(workspaceId: string): Promise<DataKeyRow[]>;
  createDataKey(row: DataKeyRow): Promise<void>;
  /** The sealed text that stands in a place now. */
  findSealed(place: SealedPlace): Promise<string | null>;
}

interface DataKeys {
  /** The first one seals. */
  keys: SealingKey[];
  /** A master key that one of them needs and that this process was not given. */
  missingMasterKeyId: string | undefined;
}

/**
 * Seals and opens secrets: each with its workspace's data key, which is wrapped by the master key. A rotation by this
 * or another process may change both at any moment: what is not known is read again.
 *
 * @NOTE Call it before a transaction, not in one: it may ask the database for a data key, on a
 * connection of its own, while the transaction holds another.
 */
export class Keyring {
  readonly #masterKeys: MasterKeys;
  readonly #store: KeyringStore;
  readonly #dataKeys = new Map<string, Promise<DataKeys>>();

  constructor(masterKeys: MasterKeys, store: KeyringStore) {
    this.#masterKeys = masterKeys;
    this.#store = store;
  }

  /** A secret of the server's own (signing sessions), the same at each start with the same last-listed master key. */
  deriveSecret(purpose: string): string {
    // The last key is the oldest: adding a new one in front does not sign everybody out, dropping the old one does.
    const oldest = this.#masterKeys[this.#masterKeys.length - 1] ?? this.#masterKeys[0];
    return Buffer.from(hkdfSync('sha256', oldest.bytes, '', `jackfield:${purpose}`, 32)).toString('base64url');
  }

  /**
   * Seals a text and has it stored. When a rotation removed the data key in between, both are done once more: `store`
   * says so by throwing `DataKeyRemovedError`, as `holdDataKey` does, and must then have stored nothing.
   */
  async sealInto<Result>(
    place: SealedPlace,
    text: string,
    store: (sealed: string) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await store(await this.seal(place, text));
    } catch (error) {
      if (!(error instanceof DataKeyRemovedError)) throw error;
      this.#dataKeys.delete(place.workspaceId);
      return store(await this.seal(place, text));
    }
  }

  /** @NOTE What is stored later than sealed goes through `sealInto`. */
  async seal(place: SealedPlace, text: string): Promise<string> {
    return sealText(await this.#sealingKey(place.workspaceId), place, Buffer.from(text, 'utf8'));
  }

  /**
   * Null when it cannot be opened: the secret is damaged and has to be entered again. A text that was resealed since
   * it was read, and whose data key is gone, is read again.
   */
  async open(place: SealedPlace, sealed: string): Promise<string | null> {
    const keyId = sealedKeyId(sealed);
    if (keyId === null) return null;
    const key = await this.#find(place.workspaceId, keyId);
    if (key !== undefined) return openSealed(key, place, sealed)?.toString('utf8') ?? null;
    const standing = await this.#store.findSealed(place);
    if (standing === null || standing === sealed) return null;
    const standingKey = await this.#find(place.workspaceId, sealedKeyId(standing) ?? '');
    return standingKey === undefined ? null : (openSealed(standingKey, place, standing)?.toString('utf8') ?? null);
  }

  async #find(workspaceId: string, keyId: string): Promise<SealingKey | undefined> {
    const known = this.#dataKeys.get(workspaceId);
    const find = async () => (await this.#ofWorkspace(workspaceId)).keys.find(({ id }) => id === keyId);
    const key = await find();
    if (key !== undefined) return key;
    // It may have been made since ours were read. Of many that miss it in the same list, one reads again.
    if (this.#dataKeys.get(workspaceId) === known) this.#dataKeys.delete(workspaceId);
    return find();
  }

  async #sealingKey(workspaceId: string): Promise<SealingKey> {
    const {
      keys: [newest],
      missingMasterKeyId,
    } = await this.#ofWorkspace(workspaceId);
    if (newest !== undefined) return newest;
    // A key of our own would be one that the processes with the newer master key cannot open.
    if (missingMasterKeyId !== undefined) throw missingMasterKey(missingMasterKeyId);
    const { key, row } = newDataKey(this.#masterKeys, workspaceId);
    await this.#store.createDataKey(row);
    this.#dataKeys.delete(workspaceId);
    return key;
  }

  /** Read once a workspace, single flight; a failure is not kept. */
  #ofWorkspace(workspaceId: string): Promise<DataKeys> {
    const known = this.#dataKeys.get(workspaceId);
    if (known !== undefined) return known;
    const loading = this.#load(workspaceId);
    this.#dataKeys.set(workspaceId, loading);
    loading.catch(() => {
      if (this.#dataKeys.get(workspaceId) === loading) this.#dataKeys.delete(workspaceId);
    });
    return loading;
  }

  async #load(workspaceId: string): Promise<DataKeys> {
    const rows = await this.#store.findDataKeys(workspaceId);
    const given = new Set(this.#masterKeys.map(({ id }) => id));
    return {
      keys: rows.flatMap((row) => unwrapDataKey(this.#masterKeys, row) ?? []),
      missingMasterKeyId: rows.find(({ masterKeyId }) => !given.has(masterKeyId))?.masterKeyId,
    };
  }
}

function missingMasterKey(id: string): KeyringError {
  return new KeyringError(
    `The secrets of this workspace are under the master key ${id}, which this server was started without. Start it again with that key too.`,
  );
}
