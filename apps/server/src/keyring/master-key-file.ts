import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { KeyringError } from './keyring-error.ts';
import { type MasterKeys, parseMasterKeys } from './master-keys.ts';

// The process that holds the data folder is the only one that writes its key file.

/** The keys of the data folder's file; null when there is no such file. */
export async function readMasterKeyFile(file: string): Promise<MasterKeys | null> {
  const text = await readMasterKeyText(file);
  return text === null ? null : parseMasterKeys(text, file);
}

/** The content of the data folder's file; null when there is no such file. */
export async function readMasterKeyText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new KeyringError(`The master key ${file} cannot be read. Check who may read that file.`, { cause: error });
  }
}

/** Makes the file with a new key, readable by its owner only. To be called where there is none. */
export async function createMasterKeyFile(file: string): Promise<MasterKeys> {
  return writeKeys(file, newKeyText());
}

/** Writes the file with keys that were read elsewhere. To be called where there is none. */
export async function writeMasterKeyFile(file: string, text: string): Promise<MasterKeys> {
  return writeKeys(file, text.trim());
}

/** Puts a new key in front of those of the file. */
export async function putNewKeyFirst(file: string): Promise<MasterKeys> {
  return writeKeys(file, `${newKeyText()},${((await readMasterKeyText(file)) ?? '').trim()}`);
}

/** Drops all keys of the file but the first. */
export async function keepFirstKey(file: string): Promise<MasterKeys> {
  const [first = ''] = ((await readMasterKeyText(file)) ?? '').split(',').map((part) => part.trim());
  return writeKeys(file, first);
}

function newKeyText(): string {
  return randomBytes(32).toString('base64');
}

/** All of it or nothing, also when the power fails: half a key file would cost every secret. */
async function writeKeys(file: string, text: string): Promise<MasterKeys> {
  const keys = parseMasterKeys(text, file);
  const folder = path.dirname(file);
  try {
    await mkdir(folder, { recursive: true });
    await writeThrough(`${file}.new`, `${text}\n`);
    await rename(`${file}.new`, file);
    // A folder cannot be opened on Windows.
    if (process.platform !== 'win32') await sync(folder);
  } catch (error) {
    throw new KeyringError(`The master key ${file} cannot be written. Check who may write to that folder.`, {
      cause: error,
    });
  }
  return keys;
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    // One that was left behind keeps its own mode.
    await handle.chmod(0o600);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
