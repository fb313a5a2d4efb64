import type { ByteMasker, Masker } from '@jackfield/connector';

const HIGH_SURROGATE_AT_END = /[\ud800-\udbff]$/;

/**
 * The text of a stream, masked across its pieces: a secret that comes in two events is one in the text. Holds back no
 * more than what may become a secret, or half a character.
 */
export class MaskedText {
  readonly #mask: ByteMasker | null;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #half = '';

  constructor(masker: Masker) {
    this.#mask = masker.hasPatterns ? masker.createByteMasker() : null;
  }

  push(piece: string): string {
    if (piece === '') return '';
    let text = this.#half + piece;
    this.#half = HIGH_SURROGATE_AT_END.test(text) ? text.slice(-1) : '';
    if (this.#half !== '') text = text.slice(0, -1);
    return this.#mask === null ? text : this.#decoder.decode(this.#mask.push(Buffer.from(text)), { stream: true });
  }

  flush(): string {
    const half = this.#half;
    this.#half = '';
    if (this.#mask === null) return half;
    const last = this.#mask.push(Buffer.from(half));
    return this.#decoder.decode(last, { stream: true }) + this.#decoder.decode(this.#mask.flush());
  }
}
