import { randomBytes } from 'node:crypto';

/** 120 random bits in 24 letters and digits that need no encoding in an address. */
export function newId(): string {
  return randomBytes(15).toString('hex').slice(0, 24);
}
