import type { InitializationEvent } from '@jackfield/contracts';

/** Sends events in order, one after the other; once one cannot be sent, the rest is dropped and `failed` is aborted. */
export class EventQueue {
  readonly #send: (event: InitializationEvent) => Promise<void>;
  readonly #failed = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(send: (event: InitializationEvent) => Promise<void>) {
    this.#send = send;
  }

  /** Aborted when the client is gone. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  add(event: InitializationEvent): void {
    this.#last = this.#last.then(async () => {
      if (this.#failed.signal.aborted) return;
      try {
        await this.#send(event);
      } catch (error) {
        this.#failed.abort(error);
      }
    });
  }

  /** Resolves when the text is taken, which holds the upstream back while the client is slow. */
  async addBody(text: string): Promise<void> {
    if (text !== '') this.add({ type: 'body', text });
    await this.#last;
  }

  /** Resolves when all that was added is sent, or the client is gone. */
  sent(): Promise<void> {
    return this.#last;
  }
}
