import { encodeBase64 } from '../encoding/base64.ts';
import { encodeFormText, encodeValue } from '../encoding/percent.ts';
import { encodeUtf8 } from '../platform.ts';

/** Characters that no encoding here but base64 changes. */
const PLAIN = /^[A-Za-z0-9_.-]+$/;
/** Shorter parts of a base64 text are too likely to be there by chance. */
const BASE64_CHARS_MIN = 4;

/**
 * Every form in which a secret may come back: raw, JSON-escaped, percent-encoded, base64 and base64url at all three
 * alignments. What it does not cover: a secret that is split, reversed, hashed, compressed or encrypted.
 */
export function patternsOf(secret: string): Uint8Array[] {
  const texts = new Set<string>();
  if (PLAIN.test(secret)) texts.add(secret);
  else for (const text of [...jsonForms(secret), ...percentForms(secret)]) texts.add(text);
  const bytes = encodeUtf8(secret);
  for (const alignment of [0, 1, 2]) {
    const base64 = base64Part(bytes, alignment);
    if (base64.length < BASE64_CHARS_MIN) continue;
    for (const text of jsonForms(base64)) texts.add(text);
    texts.add(base64.replaceAll('+', '-').replaceAll('/', '_'));
    texts.add(encodeURIComponent(base64));
  }
  return [...[...texts].map(encodeUtf8), ...otherCharsetForms(secret, bytes)];
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

/** What writers of JSON escape beyond what they must: nothing, what is special in HTML, and more with .NET. */
const HTML_SETS = [/(?!)/g, /[<>&\u2028\u2029]/g, /[<>&'\u2028\u2029]/g, /[<>&'+`\u007f\u2028\u2029]/g];

function jsonForms(text: string): Set<string> {
  const forms = new Set([text]);
  const minimal = JSON.stringify(text).slice(1, -1);
  for (const quotes of [minimal, minimal.replaceAll('\\"', '\\u0022')]) {
    for (const special of HTML_SETS) {
      for (const isUpperCase of [false, true]) {
        const escaped = quotes.replace(special, (character) => unicodeEscape(character, isUpperCase));
        const ascii = escaped.replace(/[^\0-\u007f]/g, (character) => unicodeEscape(character, isUpperCase));
        for (const form of [escaped, ascii]) {
          forms.add(form);
          forms.add(form.replaceAll('/', '\\/'));
        }
      }
    }
  }
  return forms;
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
