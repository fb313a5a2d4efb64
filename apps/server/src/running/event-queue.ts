/** Sends events in order, one after the other; once one cannot be sent, the rest is dropped and `failed` is aborted. */
export class EventQueue<Event> {
  readonly #send: (event: Event) => Promise<void>;
  readonly #failed = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(send: (event: Event) => Promise<void>) {
    this.#send = send;
  }

  /** Aborted when the client is gone. */
  get failed(): AbortSignal {
    return this.#failed.signal;
  }

  add(event: Event): void {
    this.#last = this.#last.then(async () => {
      if (this.#failed.signal.aborted) return;
      try {
        await this.#send(event);
      } catch (error) {
        this.#failed.abort(error);
      }
    });
  }

  /** Resolves when all that was added is taken, or the client is gone: holds back what comes faster than it is read. */
  sent(): Promise<void> {
    return this.#last;
  }
}
