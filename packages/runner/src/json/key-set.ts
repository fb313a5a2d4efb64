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
  readonly #starts: number[] = [];
  readonly #sets: (Set<number> | null)[] = [];

  open(): void {
    this.#starts.push(this.#size);
    this.#sets.push(null);
  }

  close(): void {
    this.#size = this.#starts.pop() ?? 0;
    this.#sets.pop();
  }

  /** Adds a key of the innermost object; true when it was there before. */
  add(hash: number): boolean {
    const top = this.#starts.length - 1;
    const start = this.#starts[top] ?? 0;
    const set = this.#sets[top] ?? null;
    if (set !== null) {
      if (set.has(hash)) return true;
      if (set.size < KEYS_PER_OBJECT_MAX) set.add(hash);
      return false;
    }
    for (let index = start; index < this.#size; index += 1) {
      if (this.#hashes[index] === hash) return true;
    }
    if (this.#size - start >= LINEAR_KEYS_MAX) {
      this.#sets[top] = new Set(this.#hashes.subarray(start, this.#size)).add(hash);
      return false;
    }
    if (this.#size === this.#hashes.length) this.#grow();
    this.#hashes[this.#size] = hash;
    this.#size += 1;
    return false;
  }

  #grow(): void {
    const larger = new Float64Array(this.#hashes.length * 2);
    larger.set(this.#hashes);
    this.#hashes = larger;
  }
}
