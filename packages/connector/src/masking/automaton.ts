/** A pattern to find, and what it is reported as. */
export interface AutomatonPattern {
  bytes: Uint8Array;
  id: number;
}

/**
 * Aho–Corasick over bytes: finds all patterns in one pass, in time that does not depend on what the bytes are, so
 * that no answer can make masking slow. Transitions are kept in one open-addressed table, as most nodes have one.
 */
export class Automaton {
  /** Length of the longest pattern that ends at a node; 0 for none. */
  readonly matchLength: Int32Array;
  /** Id of that pattern. */
  readonly matchId: Int32Array;
  /** How many of the bytes read may still be the beginning of a match. */
  readonly liveDepth: Int32Array;
  /** Transitions from the root. */
  readonly root = new Int32Array(256);
  private readonly shortest: number;
  private readonly isAscii: boolean;
  private readonly shifts: Uint8Array;
  private readonly fail: Int32Array;
  private readonly keys: Int32Array;
  private readonly targets: Int32Array;
  private readonly mask: number;

  constructor(patterns: readonly AutomatonPattern[]) {
    const nodesMax = patterns.reduce((sum, pattern) => sum + pattern.bytes.length, 1);
    const size = 1 << Math.ceil(Math.log2(nodesMax * 2 + 2));
    this.keys = new Int32Array(size);
    this.targets = new Int32Array(size);
    this.mask = size - 1;
    this.matchLength = new Int32Array(nodesMax);
    this.matchId = new Int32Array(nodesMax);
    this.liveDepth = new Int32Array(nodesMax);
    this.fail = new Int32Array(nodesMax);
    this.shortest = patterns.reduce((least, { bytes }) => Math.min(least, bytes.length), SHORTEST_MAX);
    this.isAscii = patterns.every(({ bytes }) => bytes.every((byte) => byte < 0x80));
    this.shifts = shiftsOf(patterns, this.shortest);
    this.link(this.insert(patterns, nodesMax));
  }

  /** The node after a byte. */
  next(node: number, byte: number): number {
    let at = node;
    while (at !== 0) {
      const target = this.child(at, byte);
      if (target !== 0) return target;
      at = this.fail[at] ?? 0;
    }
    return this.root[byte] ?? 0;
  }

  /**
   * From a place where nothing is begun, where the next match may begin at the earliest; what is left out holds the
   * beginning of none. Looks at the last two bytes of a stretch as long as the shortest pattern (Wu and Manber), so
   * that bytes without secrets are mostly not looked at.
   */
  skip(buffer: Uint8Array, from: number): number {
    const { shifts, shortest } = this;
    const last = buffer.length - shortest;
    let at = from;
    while (at <= last) {
      const end = at + shortest - 1;
      const shift = shifts[blockOf(buffer[end - 1] ?? 0, buffer[end] ?? 0)] ?? 0;
      if (shift === 0) break;
      at += shift;
    }
    return at;
  }

  /** False: the text certainly holds no pattern. Spares short texts the way into bytes and back. */
  mayMatch(text: string): boolean {
    const { root, matchLength } = this;
    let node = 0;
    for (let at = this.skipText(text); at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) return true;
      node = node === 0 ? (root[unit] ?? 0) : this.next(node, unit);
      if ((matchLength[node] ?? 0) > 0) return true;
    }
    return false;
  }

  /**
   * `skip` from the beginning of a text, by its UTF-16 units: where all patterns are ASCII, each unit of a match is a
   * byte of it.
   */
  private skipText(text: string): number {
    const { shifts, shortest } = this;
    if (!this.isAscii) return 0;
    let end = shortest - 1;
    while (end < text.length) {
      const shift = shifts[blockOf(text.charCodeAt(end - 1), text.charCodeAt(end))] ?? 0;
      if (shift === 0) return end - shortest + 1;
      end += shift;
    }
    return text.length;
  }

  private slot(key: number): number {
    let slot = (Math.imul(key, 0x9e3779b1) >>> 7) & this.mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & this.mask;
    return slot;
  }

  private child(node: number, byte: number): number {
    return node === 0 ? (this.root[byte] ?? 0) : (this.targets[this.slot(node * 256 + byte)] ?? 0);
  }

  /** Builds the tree of the patterns; the nodes by depth, each with its parent and byte. */
  private insert(patterns: readonly AutomatonPattern[], nodesMax: number): TreeNodes {
    const parent = new Int32Array(nodesMax);
    const byteOf = new Uint8Array(nodesMax);
    const byDepth: number[][] = [];
    let count = 1;
    for (const { bytes, id } of patterns) {
      let node = 0;
      for (let depth = 0; depth < bytes.length; depth += 1) {
        const byte = bytes[depth] ?? 0;
        let next = this.child(node, byte);
        if (next === 0) {
          next = count;
          count += 1;
          this.addChild(node, byte, next);
          parent[next] = node;
          byteOf[next] = byte;
          const level = byDepth[depth] ?? [];
          byDepth[depth] = level;
          level.push(next);
        }
        node = next;
      }
      if (this.matchLength[node] === 0) {
        this.matchLength[node] = bytes.length;
        this.matchId[node] = id;
      }
    }
    return { parent, byteOf, byDepth, hasChild: countChildren(parent, count) };
  }

  private addChild(node: number, byte: number, target: number): void {
    if (node === 0) {
      this.root[byte] = target;
      return;
    }
    const key = node * 256 + byte;
    const slot = this.slot(key);
    this.keys[slot] = key;
    this.targets[slot] = target;
  }

  private link({ parent, byteOf, byDepth, hasChild }: TreeNodes): void {
    byDepth.forEach((level, index) => {
      for (const node of level) {
        const up = parent[node] ?? 0;
        const fail = up === 0 ? 0 : this.next(this.fail[up] ?? 0, byteOf[node] ?? 0);
        this.fail[node] = fail;
        if (this.matchLength[node] === 0) {
          this.matchLength[node] = this.matchLength[fail] ?? 0;
          this.matchId[node] = this.matchId[fail] ?? 0;
        }
        this.liveDepth[node] = hasChild[node] === 1 ? index + 1 : (this.liveDepth[fail] ?? 0);
      }
    });
  }
}

/** Longer stretches gain nothing more, and a shift has to fit a byte. */
const SHORTEST_MAX = 128;
const BLOCKS = 4_096;

function blockOf(first: number, second: number): number {
  return ((first << 4) ^ second) & (BLOCKS - 1);
}

/** By two bytes that end a stretch: how far on the next match may begin. */
function shiftsOf(patterns: readonly AutomatonPattern[], shortest: number): Uint8Array {
  const shifts = new Uint8Array(BLOCKS).fill(Math.max(0, shortest - 1));
  for (const { bytes } of patterns) {
    for (let at = 1; at < shortest; at += 1) {
      const block = blockOf(bytes[at - 1] ?? 0, bytes[at] ?? 0);
      shifts[block] = Math.min(shifts[block] ?? 0, shortest - 1 - at);
    }
  }
  return shifts;
}

interface TreeNodes {
  parent: Int32Array;
  byteOf: Uint8Array;
  byDepth: number[][];
  hasChild: Uint8Array;
}

function countChildren(parent: Int32Array, count: number): Uint8Array {
  const hasChild = new Uint8Array(count);
  for (let node = 1; node < count; node += 1) hasChild[parent[node] ?? 0] = 1;
  return hasChild;
}
