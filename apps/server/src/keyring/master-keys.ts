import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { KeyringError } from './keyring-error.ts';
import type { SealingKey } from './sealed-text.ts';

const KEY_BYTES = 32;
const HOW_TO_MAKE = `node -e "console.log(require('node:crypto').randomBytes(32).toString('base64'))"`;

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

/** With a database server the key is the operator's to keep: none is ever made silently. */
export function missingMasterKey(): KeyringError {
  return new KeyringError(
    `DATABASE_URL is set, so JACKFIELD_MASTER_KEY is needed to encrypt the secrets. Make a key with: ${HOW_TO_MAKE} and keep a copy: without it the secrets cannot be read.`,
  );
}

/** The keys of the data folder's file; null when there is no such file. */
export async function readMasterKeyFile(file: string): Promise<MasterKeys | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new KeyringError(`The master key ${file} cannot be read. Check who may read that file.`, { cause: error });
  }
  return parseMasterKeys(text, file);
}

/** Writes a new key, readable by its owner only. Never replaces one that is there. */
export async function createMasterKeyFile(file: string): Promise<MasterKeys> {
  const bytes = randomBytes(KEY_BYTES);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(`${bytes.toString('base64')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new KeyringError(`The master key ${file} cannot be written. Check who may write to that folder.`, {
      cause: error,
    });
  }
  return [toMasterKey(bytes)];
}
