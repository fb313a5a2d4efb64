const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** So many at a time: a text that grows by single characters takes long. */
const GROUPS_AT_ONCE = 4_096;

/** Base64 of RFC 4648 §4, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 3 * GROUPS_AT_ONCE) {
    parts.push(encodePart(bytes.subarray(start, start + 3 * GROUPS_AT_ONCE)));
  }
  return parts.join('');
}

function encodePart(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const count = Math.min(3, bytes.length - at) + 1;
    for (let index = 0; index < 4; index += 1) {
      text += index < count ? ALPHABET.charAt((group >> (18 - 6 * index)) & 63) : '=';
    }
  }
  return text;
}

const PADDING = -2;
const BLANK = -3;
const VALUES = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value += 1) VALUES[ALPHABET.charCodeAt(value)] = value;
VALUES['-'.charCodeAt(0)] = 62;
VALUES['_'.charCodeAt(0)] = 63;
VALUES['='.charCodeAt(0)] = PADDING;
for (const blank of [' ', '\t', '\n', '\r']) VALUES[blank.charCodeAt(0)] = BLANK;

/** Reads Base64 in either alphabet (RFC 4648 §4, §5), line breaks and missing padding allowed. Null where it is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let group = 0;
  let digits = 0;
  let paddings = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const value = code < 128 ? (VALUES[code] ?? -1) : -1;
    if (value === BLANK) continue;
    if (value === PADDING) {
      paddings += 1;
      continue;
    }
    if (value < 0 || paddings > 0) return null;
    group = (group << 6) | value;
    digits += 1;
    if (digits % 4 === 0) {
      bytes[length] = (group >> 16) & 255;
      bytes[length + 1] = (group >> 8) & 255;
      bytes[length + 2] = group & 255;
      length += 3;
      group = 0;
    }
  }
  const rest = digits % 4;
  if (rest === 1 || (paddings > 0 && rest + paddings !== 4)) return null;
  if (rest === 2) bytes[length] = (group >> 4) & 255;
  if (rest === 3) {
    bytes[length] = (group >> 10) & 255;
    bytes[length + 1] = (group >> 2) & 255;
  }
  return bytes.subarray(0, length + Math.max(0, rest - 1));
}
