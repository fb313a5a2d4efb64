import { randomBytes } from 'node:crypto';

/** Five bits each (RFC 4648 §6, in lower case). */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const BYTES = 15;

/** 120 random bits in 24 letters and digits that need no encoding in an address. */
export function newId(): string {
  let id = '';
  let bits = 0;
  let pending = 0;
  for (const byte of randomBytes(BYTES)) {
    pending = (pending << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) id += ALPHABET[(pending >> (bits - 5)) & 31];
    pending &= (1 << bits) - 1;
  }
  return id;
}
