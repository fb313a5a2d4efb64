import { encodeBase64 } from '../encoding/base64.ts';
import { encodeUtf8 } from '../platform.ts';
import { htmlForms, jsonForms, percentForms } from './text-forms.ts';

/** Characters that no encoding of text changes. */
const PLAIN = /^[A-Za-z0-9_.-]+$/;
/** Shorter parts of a base64 text are too likely to be there by chance. */
const BASE64_CHARS_MIN = 4;
/** Two digits say nothing; views of our own request mask secrets of one character too. */
const HEX_CHARS_MIN = 8;

/**
 * Long, with a digit or of letters whose case changes again and again: in lower case still no word that stands in an
 * answer by chance. With two letters and no sign of JSON in front: nothing that may stand in JSON as a value of its own.
 */
const LOWERED = /^(?=.*(?:\d|[a-z].*[A-Z].*[a-z].*[A-Z]))(?=.*[A-Za-z].*[A-Za-z])(?:[\w.-]{12,}|[^\s"{[\d-].{11,})$/s;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export interface SecretForms {
  /** As it is: in JSON it may stand as a value of its own, if it is JSON itself. */
  raw: Uint8Array;
  /** All others, which in JSON stand inside a string. */
  encoded: Uint8Array[];
}

/**
 * Every form in which a secret may come back: raw, JSON-escaped, percent-encoded, HTML-escaped, base64 and base64url
 * at all three alignments, hexadecimal, and in lower case, as names of hosts and headers are read. What it does not
 * cover: a secret that is split (also by the line breaks of wrapped base64), reversed, hashed, compressed or encrypted.
 */
export function patternsOf(secret: string): SecretForms {
  const texts = new Set<string>();
  if (!PLAIN.test(secret)) {
    for (const forms of [jsonForms(secret), percentForms(secret), htmlForms(secret)]) {
      for (const form of forms) texts.add(form);
    }
  }
  if (LOWERED.test(secret)) texts.add(secret.toLowerCase());
  const bytes = encodeUtf8(secret);
  for (const form of [...base64Forms(bytes), ...hexForms(bytes)]) texts.add(form);
  texts.delete(secret);
  return { raw: bytes, encoded: [...[...texts].map(encodeUtf8), ...otherCharsetForms(secret, bytes)] };
}

function base64Forms(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((alignment) => {
    const base64 = base64Part(bytes, alignment);
    if (base64.length < BASE64_CHARS_MIN) return [];
    const percent = encodeURIComponent(base64);
    return [
      base64,
      // As JSON of PHP and of .NET write the two signs of the alphabet.
      base64.replaceAll('/', '\\/'),
      base64.replaceAll('+', '\\u002B'),
      base64.replaceAll('+', '\\u002b'),
      base64.replaceAll('+', '-').replaceAll('/', '_'),
      percent,
      percent.replaceAll('%2B', '%2b').replaceAll('%2F', '%2f'),
    ];
  });
}

/** The characters of a base64 text that depend on these bytes alone, where so many bytes (mod 3) come before them. */
function base64Part(bytes: Uint8Array, alignment: number): string {
  const padded = new Uint8Array(alignment + bytes.length);
  padded.set(bytes, alignment);
  const first = Math.ceil((alignment * 8) / 6);
  const end = Math.floor((padded.length * 8) / 6);
  return encodeBase64(padded).slice(first, end);
}

function hexForms(bytes: Uint8Array): string[] {
  let hex = '';
  for (const byte of bytes) hex += HEX[byte];
  return hex.length < HEX_CHARS_MIN ? [] : [hex, hex.toUpperCase()];
}

/**
 * As ISO-8859-1; as UTF-8 read as ISO-8859-1, which is how header values are handed on; as ISO-8859-1 read as UTF-8,
 * which puts U+FFFD for what it cannot read.
 */
function otherCharsetForms(secret: string, utf8: Uint8Array): Uint8Array[] {
  if (utf8.length === secret.length) return [];
  const misread = encodeUtf8(String.fromCharCode(...utf8));
  const units = secret.split('').map((unit) => unit.charCodeAt(0));
  if (units.some((unit) => unit > 0xff)) return [misread];
  return [misread, Uint8Array.from(units), encodeUtf8(secret.replace(/[\u0080-\u00ff]/g, '\ufffd'))];
}
