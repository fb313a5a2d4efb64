import { createHash } from 'node:crypto';
import { KeyringError } from './keyring-error.ts';
import type { SealingKey } from './sealed-text.ts';

const KEY_BYTES = 32;
/** The command that prints a new key. */
export const HOW_TO_MAKE = `node -e "console.log(require('node:crypto').randomBytes(32).toString('base64'))"`;

/** All that were given are read; the first one writes. */
export type MasterKeys = readonly [SealingKey, ...SealingKey[]];

function toMasterKey(bytes: Buffer): SealingKey {
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function decodeKey(text: string): Buffer | null {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES ? bytes : null;
}

/** Reads `JACKFIELD_MASTER_KEY`: one key or several, separated by commas. Throws `KeyringError`, which never quotes a key. */
export function parseMasterKeys(text: string, source: string): MasterKeys {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, index) => {
      const bytes = decodeKey(part);
      if (bytes === null) {
        throw new KeyringError(
          `Key ${index + 1} in ${source} is not 32 bytes of base64 or hexadecimal text. Make a new one with: ${HOW_TO_MAKE}`,
        );
      }
      return toMasterKey(bytes);
    });
  const [first, ...others] = keys;
  if (first === undefined) throw new KeyringError(`${source} holds no key. Make one with: ${HOW_TO_MAKE}`);
  return [first, ...others];
}

/** Throws `KeyringError` for what the settings alone show, so that it is told before a database is made or reached. */
export function checkMasterKeySetting(text: string | undefined, isEmbedded: boolean): void {
  if (text !== undefined) parseMasterKeys(text, 'JACKFIELD_MASTER_KEY');
  else if (!isEmbedded) throw missingMasterKey();
}

/** With a database server the key is the operator's to keep: none is ever made silently. */
export function missingMasterKey(): KeyringError {
  return new KeyringError(
    `DATABASE_URL is set, so JACKFIELD_MASTER_KEY is needed to encrypt the secrets. Make a key with: ${HOW_TO_MAKE} and keep a copy: without it the secrets cannot be read.`,
  );
}
