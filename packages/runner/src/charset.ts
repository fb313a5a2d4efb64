import { TextDecoder } from 'node:util';
import { RunFailure } from './run-failure.ts';

export interface ToUtf8 {
  push(chunk: Uint8Array): Uint8Array;
  flush(): Uint8Array;
}

const NOTHING = new Uint8Array(0);
const BINARY = /^(?:image|audio|video|font)\/(?!svg)|^application\/(?:octet-stream|zip|gzip|pdf|x-[a-z]*zip[a-z]*)\b/;

/**
 * Makes UTF-8 without a byte order mark of a body: by the mark itself, else by the `charset` of the content type, else
 * the bytes are passed on as they are (UTF-8 is what JSON has to be, and what nearly everything else is).
 *
 * @param isStrict bytes that are no text of the character set are an error, not U+FFFD.
 */
export function toUtf8(contentType: string, isStrict: boolean): ToUtf8 {
  if (BINARY.test(contentType)) return { push: (chunk) => chunk, flush: () => NOTHING };
  return new TextToUtf8(charsetOf(contentType), isStrict);
}

export function charsetOf(contentType: string): string {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8';
}

class TextToUtf8 implements ToUtf8 {
  readonly #declared: string;
  readonly #isStrict: boolean;
  /** The first bytes, until there are enough to tell a byte order mark. */
  #first: Uint8Array | null = NOTHING;
  #decoder: TextDecoder | null = null;

  constructor(declared: string, isStrict: boolean) {
    this.#declared = declared;
    this.#isStrict = isStrict;
  }

  push(chunk: Uint8Array): Uint8Array {
    if (this.#first === null) return this.#convert(chunk, true);
    const first = this.#first.length === 0 ? chunk : Buffer.concat([this.#first, chunk]);
    if (first.length < 3) {
      this.#first = first;
      return NOTHING;
    }
    return this.#begin(first);
  }

  flush(): Uint8Array {
    const begun = this.#first === null ? NOTHING : this.#begin(this.#first);
    const rest = this.#convert(NOTHING, false);
    return begun.length === 0 ? rest : Buffer.concat([begun, rest]);
  }

  #begin(first: Uint8Array): Uint8Array {
    this.#first = null;
    if (first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf) return first.subarray(3);
    const isBigEndian = first[0] === 0xfe && first[1] === 0xff;
    const isLittleEndian = first[0] === 0xff && first[1] === 0xfe;
    const charset = isBigEndian ? 'utf-16be' : isLittleEndian ? 'utf-16le' : this.#declared;
    if (charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') this.#decoder = this.#decoderFor(charset);
    return this.#convert(first, true);
  }

  #decoderFor(charset: string): TextDecoder | null {
    try {
      return new TextDecoder(charset, { fatal: this.#isStrict });
    } catch {
      if (!this.#isStrict) return null;
      throw new RunFailure({ kind: 'decode', phase: 'body', detail: `the character set "${charset}" is not known` });
    }
  }

  #convert(chunk: Uint8Array, isMore: boolean): Uint8Array {
    if (this.#decoder === null) return chunk;
    try {
      return Buffer.from(this.#decoder.decode(chunk, { stream: isMore }));
    } catch {
      throw new RunFailure({ kind: 'decode', phase: 'body', detail: `the bytes are not ${this.#decoder.encoding}` });
    }
  }
}
