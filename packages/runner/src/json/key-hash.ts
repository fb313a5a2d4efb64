/** Hash of a key's text as UTF-8, so that `"a"` and `"\u0061"` are the same key. */
export class KeyHash {
  #a = 0;
  #b = 0;
  /** A high surrogate from `\uD83D`, waiting for its other half. */
  #high = 0;

  reset(): void {
    this.#a = 0x811c9dc5;
    this.#b = 0x9e3779b9;
    this.#high = 0;
  }

  byte(value: number): void {
    this.#a = Math.imul(this.#a ^ value, 0x01000193);
    this.#b = Math.imul((this.#b << 5) ^ (this.#b >>> 27) ^ value, 0x85ebca6b);
  }

  /** All of `chunk` from `start` to before `end`: the fast path for plain keys. */
  bytes(chunk: Uint8Array, start: number, end: number): void {
    if (this.#high !== 0 && end > start) this.#flushHigh();
    let a = this.#a;
    let b = this.#b;
    for (let index = start; index < end; index += 1) {
      const value = chunk[index] ?? 0;
      a = Math.imul(a ^ value, 0x01000193);
      b = Math.imul((b << 5) ^ (b >>> 27) ^ value, 0x85ebca6b);
    }
    this.#a = a;
    this.#b = b;
  }

  /** A character written as an escape, as its UTF-16 unit. */
  unit(unit: number): void {
    if (this.#high !== 0 && unit >= 0xdc00 && unit <= 0xdfff) {
      const point = 0x10000 + ((this.#high - 0xd800) << 10) + (unit - 0xdc00);
      this.#high = 0;
      this.byte(0xf0 | (point >> 18));
      this.byte(0x80 | ((point >> 12) & 0x3f));
      this.byte(0x80 | ((point >> 6) & 0x3f));
      this.byte(0x80 | (point & 0x3f));
      return;
    }
    if (this.#high !== 0) this.#flushHigh();
    if (unit >= 0xd800 && unit <= 0xdbff) this.#high = unit;
    else this.#encode(unit);
  }

  /** 53 bits, exact in a double. */
  value(): number {
    if (this.#high !== 0) this.#flushHigh();
    return (this.#a >>> 0) * 0x200000 + (this.#b >>> 11);
  }

  #flushHigh(): void {
    const high = this.#high;
    this.#high = 0;
    this.#encode(high);
  }

  #encode(unit: number): void {
    if (unit < 0x80) {
      this.byte(unit);
    } else if (unit < 0x800) {
      this.byte(0xc0 | (unit >> 6));
      this.byte(0x80 | (unit & 0x3f));
    } else {
      this.byte(0xe0 | (unit >> 12));
      this.byte(0x80 | ((unit >> 6) & 0x3f));
      this.byte(0x80 | (unit & 0x3f));
    }
  }
}
