/** Beyond this many keys in one object, further ones are not compared: memory stays bounded. */
const KEYS_PER_OBJECT_MAX = 100_000;
/** Up to here, comparing with each one before is faster than a set, and allocates nothing. */
const LINEAR_KEYS_MAX = 24;

/**
 * The keys of all open objects, as hashes of 53 bits on one stack. Two different keys of one object meet by chance
 * once in some hundred million objects of ten thousand keys; the price is a needless warning.
 */
export class KeySet {
  #hashes = new Float64Array(32);
  #size = 0;
  /** Where each open object's keys begin. */
  #starts = new Int32Array(16);
  #open = 0;
  /** Of those open objects that have too many keys for the stack. */
  readonly #sets = new Map<number, Set<number>>();

  open(): void {
    if (this.#open === this.#starts.length) this.#starts = larger(this.#starts, new Int32Array(this.#open * 2));
    this.#starts[this.#open] = this.#size;
    this.#open += 1;
  }

  close(): void {
    this.#open -= 1;
    this.#size = this.#starts[this.#open] ?? 0;
    if (this.#sets.size > 0) this.#sets.delete(this.#open);
  }

  /** Adds a key of the innermost object; true when it was there before. */
  add(hash: number): boolean {
    const top = this.#open - 1;
    const start = this.#starts[top] ?? 0;
    const set = this.#sets.size === 0 ? undefined : this.#sets.get(top);
    if (set !== undefined) {
      if (set.has(hash)) return true;
      if (set.size < KEYS_PER_OBJECT_MAX) set.add(hash);
      return false;
    }
    for (let index = start; index < this.#size; index += 1) {
      if (this.#hashes[index] === hash) return true;
    }
    if (this.#size - start >= LINEAR_KEYS_MAX) {
      this.#sets.set(top, new Set(this.#hashes.subarray(start, this.#size)).add(hash));
      return false;
    }
    if (this.#size === this.#hashes.length) {
      this.#hashes = larger(this.#hashes, new Float64Array(this.#size * 2));
    }
    this.#hashes[this.#size] = hash;
    this.#size += 1;
    return false;
  }
}

function larger<List extends Int32Array | Float64Array>(list: List, room: List): List {
  room.set(list);
  return room;
}
