import { setTimeout as wait } from 'node:timers/promises';
import { opensCanary, sealCanary } from './canary.ts';
import { type DataKeyRow, newDataKey, unwrapDataKey } from './data-key.ts';
import type { KeyringStore } from './keyring.ts';
import type { MasterKeys } from './master-keys.ts';
import type { MasterKeyStore } from './open-master-keys.ts';
import { openSealed, type SealedPlace, type SealingKey, sealText } from './sealed-text.ts';

/** So many secrets are resealed in one statement: little enough that runs and edits go on between two. */
export const SECRETS_PER_STEP = 100;
/** Before rows that somebody holds are tried again. */
const RETRY_AFTER_MS = 50;

/** The tables with a column `sealed`. */
export const SEALED_TABLES = ['secret', 'connection'] as const;
export type SealedTable = (typeof SEALED_TABLES)[number];

export interface SealedSecret {
  id: string;
  sealed: string;
}

export interface ResealedSecret extends SealedSecret {
  resealed: string;
}

/** The texts that are sealed under one data key, in order of their ids. */
export interface SecretTexts {
  findSecrets(dataKeyId: string, afterId: string, count: number, table: SealedTable): Promise<SealedSecret[]>;
  /** Replaces those that still stand and that nobody holds; tells how many. */
  replaceSealed(secrets: readonly ResealedSecret[], table: SealedTable): Promise<number>;
}

export interface RotationStore extends KeyringStore, MasterKeyStore, SecretTexts {
  /** Whether servers with settings of their own may use the same database, so that the operator starts a rotation. */
  isShared: boolean;
  /**
   * Does `work` while no other process rotates; null when one does. `checkHeld` throws once that is no longer sure.
   */
  exclusively<Result>(work: (checkHeld: () => void) => Promise<Result>): Promise<Result | null>;
  /** Those of every other master key. */
  findStaleDataKeys(masterKeyId: string): Promise<DataKeyRow[]>;
  countSecrets(dataKeyId: string): Promise<number>;
  /**
   * Removes a data key unless `resealRest` answers false; nobody can store a text under it meanwhile or afterwards.
   * Tells whether it is removed.
   */
  removeDataKey(id: string, resealRest: (texts: SecretTexts) => Promise<boolean>): Promise<boolean>;
}

export interface RotationProgress {
  done: number;
  total: number;
}

export interface RotateOptions {
  onProgress?: (progress: RotationProgress) => void;
  /** Ends the rotation between two steps; it can be taken up again. */
  signal?: AbortSignal;
}

export interface Rotation {
  resealed: number;
  /** Secrets that did not open before either: they have to be entered again. */
  damaged: number;
}

/** Whether anything is not yet under the first master key. */
export async function isRotationDue(masterKeys: MasterKeys, store: RotationStore): Promise<boolean> {
  const [newest] = masterKeys;
  const sealedCanary = await store.findSealedCanary();
  const isCanaryMoved = sealedCanary !== null && opensCanary(newest, sealedCanary);
  return !isCanaryMoved || (await store.findStaleDataKeys(newest.id)).length > 0;
}

/**
 * Puts everything under the first master key: each workspace gets a new data key, its secrets are resealed step by
 * step, and the old data key is removed once no secret needs it. The canary comes last, so until then no start
 * succeeds without the old master key. May be stopped, also by kill -9, and repeated at any point: what is left to do
 * is read from the database. Null when another process is at it; throws the signal's reason when it is aborted.
 */
export function rotateKeys(
  masterKeys: MasterKeys,
  store: RotationStore,
  options: RotateOptions = {},
): Promise<Rotation | null> {
  return store.exclusively(async (checkHeld) => {
    const steps = new RotationSteps(masterKeys, store, options, checkHeld);
    return steps.run();
  });
}

class RotationSteps {
  readonly #masterKeys: MasterKeys;
  readonly #store: RotationStore;
  readonly #options: RotateOptions;
  readonly #checkHeld: () => void;
  #total = 0;
  readonly #rotation: Rotation = { resealed: 0, damaged: 0 };

  constructor(masterKeys: MasterKeys, store: RotationStore, options: RotateOptions, checkHeld: () => void) {
    this.#masterKeys = masterKeys;
    this.#store = store;
    this.#options = options;
    this.#checkHeld = checkHeld;
  }

  async run(): Promise<Rotation> {
    const [newest] = this.#masterKeys;
    const stale = await this.#store.findStaleDataKeys(newest.id);
    for (const { id } of stale) this.#total += await this.#store.countSecrets(id);
    this.#tell();
    // A process that does not have the new key yet may have made another one meanwhile.
    for (let left = stale; left.length > 0; left = await this.#store.findStaleDataKeys(newest.id)) {
      for (const row of left) await this.#replaceDataKey(row);
    }
    await this.#store.saveSealedCanary(sealCanary(newest));
    return this.#rotation;
  }

  async #replaceDataKey(row: DataKeyRow): Promise<void> {
    const fresh = await this.#freshDataKey(row.workspaceId);
    const stale = unwrapDataKey(this.#masterKeys, row);
    const reseal = (texts: SecretTexts) => this.#resealAll(texts, row, stale, fresh);
    await reseal(this.#store);
    let left = { held: 0, damaged: 0 };
    const resealRest = async (texts: SecretTexts): Promise<boolean> => {
      left = await reseal(texts);
      return left.held === 0;
    };
    while (!(await this.#store.removeDataKey(row.id, resealRest))) {
      await wait(RETRY_AFTER_MS, undefined, { signal: this.#options.signal });
    }
    this.#rotation.damaged += left.damaged;
    this.#tell();
  }

  async #freshDataKey(workspaceId: string): Promise<SealingKey> {
    const [newest] = this.#masterKeys;
    const rows = await this.#store.findDataKeys(workspaceId);
    for (const row of rows.filter(({ masterKeyId }) => masterKeyId === newest.id)) {
      const key = unwrapDataKey(this.#masterKeys, row);
      if (key !== null) return key;
    }
    const { key, row } = newDataKey(this.#masterKeys, workspaceId);
    await this.#store.createDataKey(row);
    return key;
  }

  /** Tells how many could not be resealed because somebody held them, and how many because they are damaged. */
  async #resealAll(texts: SecretTexts, row: DataKeyRow, stale: SealingKey | null, fresh: SealingKey) {
    const left = { held: 0, damaged: 0 };
    for (const table of SEALED_TABLES) {
      const { held, damaged } = await this.#resealTable(table, texts, { row, stale, fresh });
      left.held += held;
      left.damaged += damaged;
    }
    return left;
  }

  async #resealTable(
    table: SealedTable,
    texts: SecretTexts,
    { row, stale, fresh }: { row: DataKeyRow; stale: SealingKey | null; fresh: SealingKey },
  ) {
    const left = { held: 0, damaged: 0 };
    for (let afterId = ''; ; ) {
      this.#options.signal?.throwIfAborted();
      this.#checkHeld();
      const secrets = await texts.findSecrets(row.id, afterId, SECRETS_PER_STEP, table);
      const last = secrets.at(-1);
      if (last === undefined) return left;
      afterId = last.id;
      const openable = secrets.flatMap(
        (secret) => resealOne(secret, { workspaceId: row.workspaceId, table, field: 'sealed' }, stale, fresh) ?? [],
      );
      const replaced = openable.length === 0 ? 0 : await texts.replaceSealed(openable, table);
      left.held += openable.length - replaced;
      left.damaged += secrets.length - openable.length;
      this.#rotation.resealed += replaced;
      this.#tell();
    }
  }

  #tell(): void {
    const done = this.#rotation.resealed + this.#rotation.damaged;
    this.#total = Math.max(this.#total, done);
    this.#options.onProgress?.({ done, total: this.#total });
  }
}

function resealOne(
  secret: SealedSecret,
  column: Omit<SealedPlace, 'rowId'>,
  stale: SealingKey | null,
  fresh: SealingKey,
): ResealedSecret | null {
  const place = { ...column, rowId: secret.id };
  const plain = stale === null ? null : openSealed(stale, place, secret.sealed);
  return plain === null ? null : { ...secret, resealed: sealText(fresh, place, plain) };
}
