import type { EgressError } from './egress-error.ts';

/** What is read ahead of the consumer before the socket is told to wait. */
const READ_AHEAD_BYTES_MAX = 128 * 1024;

/** The connection's side of a body: how to hold it back, let it go on, or end it. */
export interface BodySource {
  pause(): void;
  resume(): void;
  cancel(): void;
  /** The consumer waits for bytes, or no longer does: the time between bytes counts only while it waits. */
  setWaiting(isWaiting: boolean): void;
}

interface Waiter {
  resolve: (result: IteratorResult<Uint8Array>) => void;
  reject: (error: EgressError) => void;
}

/**
 * The body of a response, once, in order. Breaking out of the loop closes the connection. Throws EgressError when the
 * connection fails on the way.
 */
export class ResponseBody implements AsyncIterableIterator<Uint8Array> {
  readonly #source: BodySource;
  readonly #chunks: Uint8Array[] = [];
  #receivedBytes = 0;
  #queuedBytes = 0;
  #isPaused = false;
  #isEnded = false;
  #error: EgressError | null = null;
  #waiter: Waiter | null = null;

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** What came until now, read or not, as it stood on the wire. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  push(chunk: Uint8Array): void {
    if (this.#isEnded) return;
    this.#receivedBytes += chunk.byteLength;
    const waiter = this.#takeWaiter();
    if (waiter !== null) {
      waiter.resolve({ done: false, value: chunk });
      return;
    }
    this.#chunks.push(chunk);
    this.#queuedBytes += chunk.byteLength;
    if (this.#isPaused || this.#queuedBytes < READ_AHEAD_BYTES_MAX) return;
    this.#isPaused = true;
    this.#source.pause();
  }

  end(): void {
    this.#isEnded = true;
    this.#takeWaiter()?.resolve({ done: true, value: undefined });
  }

  fail(error: EgressError): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    this.#takeWaiter()?.reject(error);
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    const chunk = this.read();
    if (chunk !== null) return Promise.resolve({ done: false, value: chunk });
    if (this.#error !== null) return Promise.reject(this.#error);
    if (this.#isEnded) return Promise.resolve({ done: true, value: undefined });
    this.#source.setWaiting(true);
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  /** A chunk that is there already, so that reading it costs no promise; null: ask `next`. */
  read(): Uint8Array | null {
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return null;
    this.#queuedBytes -= chunk.byteLength;
    if (this.#isPaused && this.#queuedBytes === 0) {
      this.#isPaused = false;
      this.#source.resume();
    }
    return chunk;
  }

  /** Puts back what was read, so that it is read once more. */
  unread(chunks: readonly Uint8Array[]): void {
    this.#chunks.unshift(...chunks);
    for (const chunk of chunks) this.#queuedBytes += chunk.byteLength;
  }

  /** True once `next` would say so. */
  get isDone(): boolean {
    return this.#isEnded && this.#error === null && this.#chunks.length === 0;
  }

  /** Ends reading; the connection is closed unless the body was read to its end. */
  close(): void {
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#source.cancel();
    }
    this.#chunks.length = 0;
    this.#takeWaiter()?.resolve({ done: true, value: undefined });
  }

  /** `close`, for a loop that is left. */
  return(): Promise<IteratorResult<Uint8Array>> {
    this.close();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #takeWaiter(): Waiter | null {
    const waiter = this.#waiter;
    if (waiter !== null) {
      this.#waiter = null;
      this.#source.setWaiting(false);
    }
    return waiter;
  }
}
