import { randomBytes } from 'node:crypto';

/** A secret that is made to be looked for. */
export interface Canary {
  /** The place that it was put into. */
  name: string;
  text: string;
}

export interface FoundSecret {
  name: string;
  /** How it is written there: `raw`, `base64 at 1`. */
  form: string;
  /** Offset in bytes. */
  at: number;
}

const FRAGMENT_CHARS = 12;
const FRAGMENTS_MAX = 3;
/** JSON, percent and base64 each write these in another way; all fit into a header's value. */
const HEADER_SAFE = ['q"\\/+é<', "&>'=%ü/ z"] as const;
/** Beyond ISO-8859-1, of two and of four bytes more. */
const ANY = ['q"\\/+€<', "&>'=%😀/ z"] as const;

/**
 * A new secret: 24 letters and digits at random between characters that every encoding writes in its own way. With
 * `isPlain` without those, for places that take no others.
 */
export function makeCanary(name: string, characters: 'any' | 'header' | 'plain' = 'any'): Canary {
  const core = randomCore();
  if (characters === 'plain') return { name, text: `k9_${core}_z9x7` };
  const [before, after] = characters === 'header' ? HEADER_SAFE : ANY;
  return { name, text: `${before}${core}${after}` };
}

function randomCore(): string {
  for (;;) {
    const core = randomBytes(48)
      .toString('base64')
      .replaceAll(/[^A-Za-z0-9]/g, '')
      .slice(0, 24);
    // Lower and upper case are told apart only where there are both.
    if (core.length === 24 && core !== core.toLowerCase() && core !== core.toUpperCase()) return core;
  }
}

/**
 * Looks for secrets in bytes, however they are written: raw in any case, in UTF-16, base64 in both alphabets at all
 * alignments, hexadecimal, escaped for JSON, URLs and HTML. It looks for twelve letters and digits of each, which
 * stand in most encodings as they are, so half a secret is found too. Shares no code with what masks secrets.
 */
export class SecretSearch {
  readonly #byStart = new Map<number, Needle[]>();
  /** Which hashes of four bytes begin a needle: spares nearly every look into the map. */
  readonly #mayStart = new Uint8Array(65_536);

  constructor(canaries: readonly Canary[]) {
    for (const { name, text } of canaries) {
      const fragments = fragmentsOf(text);
      if (fragments.length === 0) throw new Error(`${name} has no ${FRAGMENT_CHARS} letters and digits in a row.`);
      for (const fragment of fragments) {
        for (const [form, bytes] of formsOf(fragment)) this.#add({ name, form, bytes });
      }
    }
  }

  #add(needle: Needle): void {
    const start = needle.bytes.readInt32LE(0);
    this.#mayStart[hashOf(start)] = 1;
    const others = this.#byStart.get(start) ?? [];
    this.#byStart.set(start, others);
    others.push(needle);
  }

  find(haystack: string | Uint8Array): FoundSecret[] {
    const bytes =
      typeof haystack === 'string'
        ? Buffer.from(haystack)
        : Buffer.from(haystack.buffer, haystack.byteOffset, haystack.byteLength);
    const found: FoundSecret[] = [];
    if (bytes.length < FRAGMENT_CHARS) return found;
    let window = bytes.readInt32LE(0) << 8;
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      window = (window >>> 8) | ((bytes[at + 3] ?? 0) << 24);
      if (this.#mayStart[hashOf(window)] === 0) continue;
      for (const needle of this.#byStart.get(window) ?? []) {
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) {
          found.push({ name: needle.name, form: needle.form, at });
        }
      }
    }
    return found;
  }
}

interface Needle {
  name: string;
  form: string;
  bytes: Buffer;
}

function hashOf(window: number): number {
  return Math.imul(window, 0x9e3779b1) >>> 16;
}

/** Stretches of what encodings of text leave as it is; the last four characters of a secret may be shown. */
function fragmentsOf(text: string): string[] {
  const shown = text.slice(0, -4);
  const cut = (runs: readonly string[] | null) =>
    (runs ?? []).flatMap((run) => run.match(new RegExp(`.{${FRAGMENT_CHARS}}`, 'g')) ?? []);
  const fragments = cut(shown.match(/[A-Za-z0-9]+/g));
  return (fragments.length > 0 ? fragments : cut(shown.match(/[A-Za-z0-9_-]+/g))).slice(0, FRAGMENTS_MAX);
}

function formsOf(fragment: string): Map<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const add = (form: string, text: string | Buffer): void => {
    forms.set(form, typeof text === 'string' ? Buffer.from(text) : text);
  };
  const each = (write: (code: number) => string) => [...fragment].map((one) => write(one.charCodeAt(0))).join('');
  const hex = (code: number) => code.toString(16);
  add('raw', fragment);
  add('lower case', fragment.toLowerCase());
  add('upper case', fragment.toUpperCase());
  add('UTF-16', Buffer.from(fragment, 'utf16le').subarray(0, -1));
  add('hexadecimal', each(hex));
  add('hexadecimal, upper case', each(hex).toUpperCase());
  add(
    'percent, every character',
    each((code) => `%${hex(code)}`),
  );
  add(
    'percent, every character, upper case',
    each((code) => `%${hex(code).toUpperCase()}`),
  );
  add(
    'JSON, every character',
    each((code) => `\\u00${hex(code)}`),
  );
  add(
    'JSON, every character, upper case',
    each((code) => `\\u00${hex(code).toUpperCase()}`),
  );
  add(
    'HTML, decimal',
    each((code) => `&#${code};`),
  );
  add(
    'HTML, hexadecimal',
    each((code) => `&#x${hex(code)};`),
  );
  for (const alignment of [0, 1, 2]) {
    const base64 = Buffer.from('\0'.repeat(alignment) + fragment).toString('base64');
    const isOfFragmentAlone = base64.slice(
      Math.ceil((alignment * 8) / 6),
      Math.floor(((alignment + FRAGMENT_CHARS) * 8) / 6),
    );
    add(`base64 at ${alignment}`, isOfFragmentAlone);
    add(`base64url at ${alignment}`, isOfFragmentAlone.replaceAll('+', '-').replaceAll('/', '_'));
    add(`base64 in JSON at ${alignment}`, isOfFragmentAlone.replaceAll('/', '\\/'));
    add(`base64 in a URL at ${alignment}`, encodeURIComponent(isOfFragmentAlone));
  }
  return forms;
}
