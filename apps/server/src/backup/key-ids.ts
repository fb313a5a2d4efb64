import { KeyringError } from '../keyring/keyring-error.ts';
import { parseMasterKeys } from '../keyring/master-keys.ts';

/** The ids of the master keys in a text: the content of a key file or of `JACKFIELD_MASTER_KEY`. */
export function readKeyIds(text: string, source: string): string[] {
  return parseMasterKeys(text, source).map(({ id }) => id);
}

/** Like `readKeyIds`, and none for a text that holds no valid key. */
export function findKeyIds(text: string): string[] {
  try {
    return readKeyIds(text, 'the backup');
  } catch (error) {
    if (error instanceof KeyringError) return [];
    throw error;
  }
}

export function hasEveryKey(ids: readonly string[], needed: readonly string[]): boolean {
  return needed.every((id) => ids.includes(id));
}

/** `master key 3f2a91c0`, `master keys 3f2a91c0, 77b1e004`. */
export function formatKeys(ids: readonly string[]): string {
  return `master key${ids.length === 1 ? '' : 's'} ${ids.join(', ')}`;
}
