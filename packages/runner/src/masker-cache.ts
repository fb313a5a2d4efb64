import { createMasker, type Masker, type MaskerOptions, type UsedSecret } from '@jackfield/connector';

const ENTRIES_MAX = 32;
/** A key file of some kilobytes makes a large masker; it is built anew rather than kept. */
const KEPT_CHARS_MAX = 4_000;

const cache = new Map<string, Masker>();
/** A call's list is the same one in most runs, and never changed. */
const keys = new WeakMap<readonly UsedSecret[], string>();

/**
 * The masker for these secrets, kept from one run to the next: building it costs more than the rest of a small run.
 * Held in memory only, like the secrets of the compiled project themselves, and bounded.
 */
export function maskerFor(usedSecrets: readonly UsedSecret[], options: MaskerOptions = {}): Masker {
  if (usedSecrets.length === 0) return createMasker(usedSecrets);
  const key = (options.includesShort ? 'short ' : '') + keyOf(usedSecrets);
  const found = cache.get(key);
  if (found !== undefined) {
    // The order of a Map is that of insertion, so the least recently used stands first.
    cache.delete(key);
    cache.set(key, found);
    return found;
  }
  const masker = createMasker(usedSecrets, options);
  if (key.length > KEPT_CHARS_MAX) return masker;
  cache.set(key, masker);
  for (const oldest of cache.keys()) {
    if (cache.size <= ENTRIES_MAX) break;
    cache.delete(oldest);
  }
  return masker;
}

function keyOf(usedSecrets: readonly UsedSecret[]): string {
  const known = keys.get(usedSecrets);
  if (known !== undefined) return known;
  const key = JSON.stringify(usedSecrets.map(({ label, values }) => [label, values]));
  keys.set(usedSecrets, key);
  return key;
}
