import { encodeBase64 } from '../encoding/base64.ts';
import { encodeFormText, encodeValue } from '../encoding/percent.ts';
import { encodeUtf8 } from '../platform.ts';

/** Characters that no encoding here but base64 changes. */
const PLAIN = /^[A-Za-z0-9_.-]+$/;
/** Shorter parts of a base64 text are too likely to be there by chance. */
const BASE64_CHARS_MIN = 4;

export interface SecretForms {
  /** As it is: in JSON it may stand as a value of its own, if it is JSON itself. */
  raw: Uint8Array;
  /** All others, which in JSON stand inside a string. */
  encoded: Uint8Array[];
}

/**
 * Every form in which a secret may come back: raw, JSON-escaped, percent-encoded, base64 and base64url at all three
 * alignments. What it does not cover: a secret that is split, reversed, hashed, compressed or encrypted.
 */
export function patternsOf(secret: string): SecretForms {
  const texts = new Set<string>();
  if (!PLAIN.test(secret)) for (const text of [...jsonForms(secret), ...percentForms(secret)]) texts.add(text);
  const bytes = encodeUtf8(secret);
  for (const alignment of [0, 1, 2]) {
    const base64 = base64Part(bytes, alignment);
    if (base64.length < BASE64_CHARS_MIN) continue;
    texts.add(base64);
    // As JSON of PHP and of .NET write the two signs of the alphabet.
    texts.add(base64.replaceAll('/', '\\/'));
    texts.add(base64.replaceAll('+', '\\u002B'));
    texts.add(base64.replaceAll('+', '\\u002b'));
    texts.add(base64.replaceAll('+', '-').replaceAll('/', '_'));
    texts.add(encodeURIComponent(base64));
  }
  texts.delete(secret);
  return { raw: bytes, encoded: [...[...texts].map(encodeUtf8), ...otherCharsetForms(secret, bytes)] };
}

function unicodeEscape(character: string, isUpperCase: boolean): string {
  // By UTF-16 unit, as JSON writes characters beyond U+FFFF.
  return character
    .split('')
    .map((unit) => {
      const hex = unit.charCodeAt(0).toString(16).padStart(4, '0');
      return `\\u${isUpperCase ? hex.toUpperCase() : hex}`;
    })
    .join('');
}

/**
 * What writers of JSON do beyond what they must, each in lower and upper case: `\/`, `\u0022`, what is special in
 * HTML (fewer or more characters), all that is not ASCII. Each set of forms is extended by the next habit, so a text
 * that a habit does not touch costs nothing.
 */
const JSON_HABITS: readonly ((form: string) => string[])[] = [
  (form) => [form.replaceAll('\\"', '\\u0022')],
  ...[/[<>&\u2028\u2029]/g, /[<>&'\u2028\u2029]/g, /[<>&'+`\u007f\u2028\u2029]/g].map((special) => (form: string) => [
    form.replace(special, (character) => unicodeEscape(character, false)),
    form.replace(special, (character) => unicodeEscape(character, true)),
  ]),
  (form) => [
    form.replace(/[^\0-\u007f]/g, (character) => unicodeEscape(character, false)),
    form.replace(/[^\0-\u007f]/g, (character) => unicodeEscape(character, true)),
  ],
  (form) => [form.replaceAll('/', '\\/')],
];

function jsonForms(text: string): Set<string> {
  const forms = new Set([JSON.stringify(text).slice(1, -1)]);
  for (const habit of JSON_HABITS) {
    for (const form of [...forms]) for (const other of habit(form)) forms.add(other);
  }
  return forms.add(text);
}

function percentForms(text: string): Set<string> {
  const forms = new Set<string>();
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd');
  const encoded = [
    encodeValue(wellFormed),
    encodeURIComponent(wellFormed),
    encodeURI(wellFormed),
    encodeFormText(wellFormed),
  ];
  for (const form of [...encoded, ...encoded.map((each) => each.replaceAll('%20', '+'))]) {
    forms.add(form);
    forms.add(form.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase()));
  }
  return forms;
}

/** The characters of a base64 text that depend on these bytes alone, where so many bytes (mod 3) come before them. */
function base64Part(bytes: Uint8Array, alignment: number): string {
  const padded = new Uint8Array(alignment + bytes.length);
  padded.set(bytes, alignment);
  const first = Math.ceil((alignment * 8) / 6);
  const end = Math.floor((padded.length * 8) / 6);
  return encodeBase64(padded).slice(first, end);
}

/** As ISO-8859-1, and as UTF-8 read as ISO-8859-1 (which is how header values are handed on). */
function otherCharsetForms(secret: string, utf8: Uint8Array): Uint8Array[] {
  if (utf8.length === secret.length) return [];
  const misread = encodeUtf8(String.fromCharCode(...utf8));
  const units = secret.split('').map((unit) => unit.charCodeAt(0));
  return units.some((unit) => unit > 0xff) ? [misread] : [misread, Uint8Array.from(units)];
}
