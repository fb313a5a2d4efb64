/** Reads lines and runs of bytes from chunks of any size; stores no more than what is read and one chunk. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #pending: Buffer[] = [];
  #size = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next line with its newline; null at the end, or if there is no newline within `bytesMax`. */
  async readLine(bytesMax: number): Promise<Buffer | null> {
    for (;;) {
      const head = this.#join();
      const end = head.subarray(0, bytesMax).indexOf(0x0a);
      if (end >= 0) return this.#take(end + 1);
      if (head.length >= bytesMax || !(await this.#fill())) return null;
    }
  }

  /** The next `count` bytes; null if there are fewer. */
  async readBytes(count: number): Promise<Buffer | null> {
    while (this.#size < count) {
      if (!(await this.#fill())) return null;
    }
    return this.#take(count);
  }

  async isAtEnd(): Promise<boolean> {
    return this.#size === 0 && !(await this.#fill());
  }

  /** Releases the source; needed where not everything was read. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #fill(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#pending.push(next.value);
    this.#size += next.value.length;
    return true;
  }

  #join(): Buffer {
    const [first] = this.#pending;
    if (this.#pending.length === 1 && first !== undefined) return first;
    const joined = Buffer.concat(this.#pending);
    this.#pending = [joined];
    return joined;
  }

  #take(count: number): Buffer {
    const joined = this.#join();
    const rest = joined.subarray(count);
    this.#pending = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
    return joined.subarray(0, count);
  }
}
