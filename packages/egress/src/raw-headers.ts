import { isAscii, isUtf8 } from 'node:buffer';

/**
 * Undici's raw headers (name, value, name, value) as pairs, names in lower case. Bytes beyond ASCII are read as UTF-8
 * where they are that, else as ISO-8859-1, so that a secret echoed in either form is recognised by the masker.
 */
export function readRawHeaders(raw: unknown): [string, string][] {
  const pairs: [string, string][] = [];
  if (!Array.isArray(raw)) return pairs;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([readText(raw[index]).toLowerCase(), readText(raw[index + 1])]);
  }
  return pairs;
}

function readText(value: unknown): string {
  if (!Buffer.isBuffer(value)) return String(value);
  if (isAscii(value)) return value.toString('latin1');
  return value.toString(isUtf8(value) ? 'utf8' : 'latin1');
}
