const FLUSH_CHARS = 64 * 1024;

/** Text put together of many small pieces, kept as few buffers. */
export class JsonPieces {
  readonly #chunks: Buffer[] = [];
  #pieces: string[] = [];
  #chars = 0;
  #bytes = 0;

  add(piece: string): void {
    this.#pieces.push(piece);
    this.#chars += piece.length;
    if (this.#chars >= FLUSH_CHARS) this.#flush();
  }

  /** As far as it is known without looking at each character. */
  get size(): number {
    return this.#bytes + this.#chars;
  }

  get chunks(): readonly Buffer[] {
    this.#flush();
    return this.#chunks;
  }

  #flush(): void {
    if (this.#chars === 0) return;
    const chunk = Buffer.from(this.#pieces.join(''));
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#pieces = [];
    this.#chars = 0;
  }
}
