import type { KeySet } from './key-set.ts';

/** More would not be compared one by one in a `KeySet` either. */
const KEYS_MAX = 24;
const KEY_BYTES_MAX = 64;
/** Deeper objects are not remembered: they are few, and their memory would be many times theirs. */
const DEPTH_MAX = 16;
const NOT_FOLLOWED = -1;
/** Objects that begin with another key each are no rows; after so many in turn, no more is remembered at their depth. */
const MISSES_MAX = 16;

/** The keys of the object that was last seen at one depth, in order; all different. */
class KeyRow {
  readonly bytes = new Uint8Array(KEYS_MAX * KEY_BYTES_MAX);
  readonly lengths = new Uint8Array(KEYS_MAX);
  readonly hashes = new Float64Array(KEYS_MAX);
  count = 0;
  /** How many keys the open object has, all of them this row's in its order; -1 once one was another. */
  followed = 0;
  /** Objects in turn that began with another key. */
  misses = 0;
}

/**
 * Objects of a list mostly have the same keys in the same order. As long as one has those of the object before it,
 * none of its keys can stand twice, which is seen by comparing bytes: no key is hashed and none is looked up.
 */
export class KnownKeys {
  readonly #rows: KeyRow[] = [];
  readonly #depthMax: number;

  constructor(depthMax: number) {
    this.#depthMax = Math.min(depthMax, DEPTH_MAX);
  }

  open(depth: number): void {
    if (depth > this.#depthMax) return;
    while (this.#rows.length <= depth) this.#rows.push(new KeyRow());
    const row = this.#rows[depth];
    if (row) row.followed = row.misses > MISSES_MAX ? NOT_FOLLOWED : 0;
  }

  /** Where the key that begins at `start` ends, at its closing quote, when it is the next one of the row; else -1. */
  match(depth: number, chunk: Uint8Array, start: number): number {
    const row = this.#rows[depth];
    if (row === undefined || row.followed === NOT_FOLLOWED || row.followed >= row.count) return -1;
    const { bytes, followed } = row;
    const end = start + (row.lengths[followed] ?? 0);
    if (end >= chunk.length || chunk[end] !== 0x22) return -1;
    const from = followed * KEY_BYTES_MAX - start;
    for (let at = start; at < end; at += 1) if (chunk[at] !== bytes[from + at]) return -1;
    row.followed = followed + 1;
    return end;
  }

  /** The keys so far are put into the set, where the others of this object will be; the row ends with them. */
  leave(depth: number, keys: KeySet): void {
    const row = this.#rows[depth];
    if (row === undefined || row.followed === NOT_FOLLOWED) return;
    for (let key = 0; key < row.followed; key += 1) keys.add(row.hashes[key] ?? 0);
    row.misses = row.followed === 0 ? row.misses + 1 : 0;
    row.count = row.followed;
    row.followed = NOT_FOLLOWED;
  }

  /** Remembers a key that the open object did not have before; it has to be plain text in one chunk. */
  remember(depth: number, hash: number, chunk: Uint8Array, start: number, end: number): void {
    const row = this.#rows[depth];
    if (row === undefined || row.misses > MISSES_MAX) return;
    if (row.count === KEYS_MAX || end - start > KEY_BYTES_MAX) return;
    for (let at = start; at < end; at += 1) row.bytes[row.count * KEY_BYTES_MAX + at - start] = chunk[at] ?? 0;
    row.lengths[row.count] = end - start;
    row.hashes[row.count] = hash;
    row.count += 1;
  }
}
