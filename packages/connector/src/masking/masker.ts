import { LIMITS } from '../limits.ts';
import { decodeUtf8, encodeUtf8 } from '../platform.ts';
import { Automaton, type AutomatonPattern } from './automaton.ts';
import { AutomatonByteMasker, type ByteMasker } from './byte-masker.ts';
import { type Mark, MarkChooser } from './marks.ts';
import { patternsOf } from './patterns.ts';

/** A secret to mask: its name, and every text that it is on the wire (`UsedSecret` fits). */
export interface MaskableSecret {
  label: string;
  values: readonly string[];
}

export interface MaskerOptions {
  /** Mask values under 8 characters too: in views of our own request only, as they stand everywhere by chance. */
  includesShort?: boolean;
}

export interface Masker {
  /** False: nothing is ever masked, and bytes pass untouched. */
  hasPatterns: boolean;
  /** For people to read: each secret becomes `{{label}}`, or `••••` where that would not do. */
  maskText: (text: string) => string;
  /** A whole body at once; the same array where nothing is masked. */
  maskBytes: (bytes: Uint8Array) => Uint8Array;
  /** For one body that arrives in chunks. */
  createByteMasker: () => ByteMasker;
}

const NOTHING = new Uint8Array();
const PASS: ByteMasker = { push: (chunk) => chunk, flush: () => NOTHING };

/**
 * Makes a masker for the secrets of one run: each is found raw, JSON-escaped, percent-encoded and in both base64
 * alphabets at all three alignments, across chunk borders. JSON stays JSON: marks are safe inside strings, a bare
 * number stays a number. Without secrets it costs nothing.
 */
export function createMasker(secrets: readonly MaskableSecret[], options: MaskerOptions = {}): Masker {
  const charsMin = options.includesShort ? 1 : LIMITS.secretCharsMin;
  const values = new Map<string, string>();
  for (const { label, values: texts } of secrets) {
    for (const text of texts) if (text.length >= charsMin && !values.has(text)) values.set(text, label);
  }
  if (values.size === 0) {
    return { hasPatterns: false, maskText: (text) => text, maskBytes: (bytes) => bytes, createByteMasker: () => PASS };
  }
  const entries = [...values];
  // Two marks per secret: where it stands raw, and where it is encoded.
  const patterns = entries.flatMap(([text], index): AutomatonPattern[] => {
    const { raw, encoded } = patternsOf(text);
    return [{ bytes: raw, id: 2 * index }, ...encoded.map((bytes) => ({ bytes, id: 2 * index + 1 }))];
  });
  const automaton = new Automaton(patterns);
  const chooser = new MarkChooser(patterns, automaton);
  const jsonMarks = entries.flatMap(([text, label]) => [chooser.json(label, text), chooser.text(label)]);
  const textMarks = jsonMarks.map((mark, id) => jsonMarks[id | 1] ?? mark);
  return {
    hasPatterns: true,
    maskText: (text) => {
      if (!automaton.mayMatch(text)) return text;
      const bytes = encodeUtf8(text);
      const masked = maskAll(automaton, textMarks, bytes);
      return masked === bytes ? text : decodeUtf8(masked);
    },
    maskBytes: (bytes) => maskAll(automaton, jsonMarks, bytes),
    createByteMasker: () => new AutomatonByteMasker(automaton, jsonMarks),
  };
}

function maskAll(automaton: Automaton, marks: readonly Mark[], bytes: Uint8Array): Uint8Array {
  const masker = new AutomatonByteMasker(automaton, marks);
  const first = masker.push(bytes);
  const rest = masker.flush();
  if (first.length === bytes.length && first.buffer === bytes.buffer) return bytes;
  const all = new Uint8Array(first.length + rest.length);
  all.set(first);
  all.set(rest, first.length);
  return isEqual(all, bytes) ? bytes : all;
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
