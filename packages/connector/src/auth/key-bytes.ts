import { decodeBase64 } from '../encoding/base64.ts';
import { encodeUtf8 } from '../platform.ts';

export const KEY_FORMATS = [
  { value: 'text', label: 'Text' },
  { value: 'base64', label: 'Base64' },
  { value: 'hex', label: 'Hexadecimal' },
] as const;
export type KeyFormat = (typeof KEY_FORMATS)[number]['value'];

/** The bytes of a key that is written in a form; null where it is not of that form. */
export function keyBytes(text: string, format: string): Uint8Array | null {
  if (format === 'base64') return decodeBase64(text);
  if (format !== 'hex') return encodeUtf8(text);
  const digits = text.replace(/\s/g, '');
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
