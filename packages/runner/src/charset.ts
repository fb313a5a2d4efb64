import { TextDecoder } from 'node:util';
import { RunFailure } from './run-failure.ts';

export interface ToUtf8 {
  push(chunk: Uint8Array): Uint8Array;
  flush(): Uint8Array;
}

const NOTHING = new Uint8Array(0);
const BINARY = /^(?:image|audio|video|font)\/(?!svg)|^application\/(?:octet-stream|zip|gzip|pdf|x-[a-z]*zip[a-z]*)\b/;

export interface CharsetRules {
  /** Bytes that are no text of the character set are an error, not U+FFFD. */
  isStrict: boolean;
  /** Where neither mark nor content type tells, the document may (RFC 7303 §3). */
  readsXmlDeclaration?: boolean;
  /** UTF-8 is checked too, while it arrives; whoever checks the whole anyway goes without. */
  isUtf8Checked?: boolean;
}

/**
 * Makes UTF-8 without a byte order mark of a body: by the mark itself, else by the `charset` of the content type, else
 * by an XML declaration where one may stand, else the bytes are passed on as they are (UTF-8 is what JSON has to be, and
 * what nearly everything else is).
 */
export function toUtf8(contentType: string, rules: CharsetRules): ToUtf8 {
  if (BINARY.test(contentType) && !rules.isUtf8Checked) return { push: (chunk) => chunk, flush: () => NOTHING };
  return new TextToUtf8(charsetOf(contentType), rules);
}

/** Null where the content type names none. */
export function charsetOf(contentType: string): string | null {
  return /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null;
}

/** Where bytes stop to be text of a character set: the offset of the first that cannot go on. */
export function invalidAt(charset: string, bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length];
  while (valid < invalid) {
    const middle = Math.ceil((valid + invalid) / 2);
    try {
      new TextDecoder(charset, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle - 1;
    }
  }
  return valid;
}

const XML_DECLARATION = /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;
/** As far as a declaration is looked for. */
const XML_DECLARATION_BYTES = 256;

/** By its first bytes (XML 1.0 appendix F); null where they do not tell. */
function declaredInXml(first: Uint8Array): string | null {
  if (first[0] === 0x00 && first[1] === 0x3c) return 'utf-16be';
  if (first[0] === 0x3c && first[1] === 0x00) return 'utf-16le';
  const start = Buffer.from(first.subarray(0, XML_DECLARATION_BYTES)).toString('latin1');
  return XML_DECLARATION.exec(start)?.[1]?.toLowerCase() ?? null;
}

const BYTE_ORDER_MARK_BYTES = 3;

class TextToUtf8 implements ToUtf8 {
  readonly #declared: string | null;
  readonly #rules: CharsetRules;
  /** The first bytes, until there are enough to tell a byte order mark and a declaration. */
  #first: Uint8Array | null = NOTHING;
  readonly #firstBytes: number;
  #decoder: TextDecoder | null = null;
  #converted = 0;

  constructor(declared: string | null, rules: CharsetRules) {
    this.#declared = declared;
    this.#rules = rules;
    const isInDocument = rules.readsXmlDeclaration === true && declared === null;
    this.#firstBytes = isInDocument ? XML_DECLARATION_BYTES : BYTE_ORDER_MARK_BYTES;
  }

  push(chunk: Uint8Array): Uint8Array {
    if (this.#first === null) return this.#convert(chunk, true);
    const first = this.#first.length === 0 ? chunk : Buffer.concat([this.#first, chunk]);
    if (first.length < this.#firstBytes) {
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
    const marked = isBigEndian ? 'utf-16be' : isLittleEndian ? 'utf-16le' : this.#declared;
    const charset = marked ?? (this.#rules.readsXmlDeclaration ? declaredInXml(first) : null) ?? 'utf-8';
    const isUtf8 = charset === 'utf-8' || charset === 'utf8' || charset === 'us-ascii';
    if (!isUtf8 || this.#rules.isUtf8Checked) this.#decoder = this.#decoderFor(isUtf8 ? 'utf-8' : charset);
    return this.#convert(first, true);
  }

  #decoderFor(charset: string): TextDecoder | null {
    try {
      return new TextDecoder(charset, { fatal: this.#rules.isStrict });
    } catch {
      if (!this.#rules.isStrict) return null;
      throw new RunFailure({ kind: 'decode', phase: 'body', detail: `The character set "${charset}" is not known.` });
    }
  }

  #convert(chunk: Uint8Array, isMore: boolean): Uint8Array {
    if (this.#decoder === null) return chunk;
    const { encoding } = this.#decoder;
    try {
      const text = this.#decoder.decode(chunk, { stream: isMore });
      this.#converted += chunk.length;
      return Buffer.from(text);
    } catch {
      // A chunk that is text by itself begins in the middle of what is none.
      const within = invalidAt(encoding, chunk);
      const at = this.#converted + (within === chunk.length ? 0 : within);
      throw new RunFailure({ kind: 'decode', phase: 'body', detail: `At byte ${at} the bytes are not ${encoding}.` });
    }
  }
}
