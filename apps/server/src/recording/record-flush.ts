import type { Logger } from '../logger.ts';
import { newId } from '../new-id.ts';
import type { RunRecorder } from './run-recorder.ts';

interface Dependencies {
  recorder: Pick<RunRecorder, 'flush'>;
  messages: {
    send(message: string): Promise<void>;
    countListeners(): Promise<number>;
  };
  logger: Logger;
}

const REQUEST = 'flush-records ';
const DONE = 'flushed-records ';
/** A process that does not answer within this time writes its records later, as it does anyway. */
const WAIT_MS_MAX = 1_000;

/** Has every process write the records of runs that it holds in memory, before a list of them is read. */
export class RecordFlush {
  readonly #dependencies: Dependencies;
  /** What to call for each process that has answered, by the id of the request. */
  readonly #requests = new Map<string, () => void>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async flushAll(): Promise<void> {
    await Promise.all([this.#dependencies.recorder.flush(), this.#flushOthers()]);
  }

  /** To be called with each message of a process, this one included. */
  handleMessage(message: string): void {
    if (message.startsWith(DONE)) this.#requests.get(message.slice(DONE.length))?.();
    if (!message.startsWith(REQUEST)) return;
    const id = message.slice(REQUEST.length);
    if (!this.#requests.has(id)) void this.#answer(id);
  }

  async #answer(id: string): Promise<void> {
    const { recorder, messages, logger } = this.#dependencies;
    try {
      await recorder.flush();
      await messages.send(DONE + id);
    } catch (error) {
      logger.debug({ err: error }, 'a request of another process to write records was not answered');
    }
  }

  async #flushOthers(): Promise<void> {
    const { messages, logger } = this.#dependencies;
    const id = newId();
    let timer: NodeJS.Timeout | undefined;
    try {
      let missing = (await messages.countListeners()) - 1;
      if (missing <= 0) return;
      const answered = new Promise<void>((resolve) => {
        this.#requests.set(id, () => {
          missing -= 1;
          if (missing === 0) resolve();
        });
        timer = setTimeout(resolve, WAIT_MS_MAX);
      });
      await messages.send(REQUEST + id);
      await answered;
    } catch (error) {
      // The list itself says that the database is unavailable.
      logger.debug({ err: error }, 'other processes could not be asked to write their records');
    } finally {
      clearTimeout(timer);
      this.#requests.delete(id);
    }
  }
}
