import type { ResponseHead } from '@jackfield/runner';

const NO_TEXT = /^(?:image|audio|video|font)\/(?!svg)|^application\/(?:pdf|zip|gzip|wasm)\b/i;

/** A body's bytes as text for the Raw view, never cutting a character in two; nothing for what is no text. */
export class BodyText {
  readonly #decoder = new TextDecoder();
  #isShown = true;

  start(head: ResponseHead): void {
    const type = head.headers.find(([name]) => name === 'content-type')?.[1] ?? '';
    this.#isShown = !NO_TEXT.test(type);
  }

  push(chunk: Uint8Array): string {
    // No text has a NUL in it, and nearly every other file has.
    if (chunk.includes(0)) this.#isShown = false;
    return this.#isShown ? this.#decoder.decode(chunk, { stream: true }) : '';
  }

  end(): string {
    return this.#isShown ? this.#decoder.decode() : '';
  }
}
