import type { Logger } from '../logger.ts';
import { keepFirstKey } from './master-key-file.ts';
import type { MasterKeys } from './master-keys.ts';
import { isRotationDue, type RotationStore, rotateKeys } from './rotate-keys.ts';
import { throttleProgress } from './throttle-progress.ts';

interface Dependencies {
  masterKeys: MasterKeys;
  store: RotationStore;
  logger: Logger;
  /** Where the keys came from a file: it loses the old ones once nothing needs them. */
  masterKeyFile: string | undefined;
}

/**
 * What a server does about a new master key. On the embedded database, which only processes with the same settings use, it rotates
 * beside runs and edits; a rotation that is cut off goes on at the next start. On a database server it says that
 * `npm run rotate-keys` has to be run: other servers may not have the new key yet.
 */
export class ServerRotation {
  readonly #dependencies: Dependencies;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** A failure is logged: it costs no run. */
  start(): void {
    const { logger } = this.#dependencies;
    this.#running = this.#rotate().catch((error: unknown) => {
      if (this.#stopping.signal.aborted) logger.info('the key rotation was stopped; it goes on at the next start');
      else logger.error({ err: error }, 'the key rotation failed; it is tried again at the next start');
    });
  }

  /** Once there is nothing left to do, or it failed. */
  ended(): Promise<void> {
    return this.#running;
  }

  /** Ends it after the present step. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #rotate(): Promise<void> {
    const { masterKeys, store, logger, masterKeyFile } = this.#dependencies;
    const [newest, ...older] = masterKeys;
    // A single key was proven at the start to be all that is needed.
    if (older.length === 0) return;
    if (await isRotationDue(masterKeys, store)) {
      if (store.isShared) {
        logger.warn('a new master key stands first: run "npm run rotate-keys" once every server has both keys');
        return;
      }
      const onProgress = throttleProgress((progress) => logger.info(progress, 'resealing secrets under the new key'));
      const rotation = await rotateKeys(masterKeys, store, { onProgress, signal: this.#stopping.signal });
      // Another process is doing it. It also drops the old keys, and not before it has finished.
      if (rotation === null) return;
      logger.info({ ...rotation, masterKeyId: newest.id }, 'the key rotation has finished');
    }
    if (masterKeyFile !== undefined) await keepFirstKey(masterKeyFile);
    else logger.info('everything is under the first master key: the others may be dropped');
  }
}
