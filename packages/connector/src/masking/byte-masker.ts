import type { Automaton } from './automaton.ts';
import type { Mark } from './marks.ts';

/** Masks a stream of bytes chunk by chunk. */
export interface ByteMasker {
  /** The bytes that are certain now; up to a proper prefix of a pattern is held back. */
  push: (chunk: Uint8Array) => Uint8Array;
  /** What was held back. The masker is then as new. */
  flush: () => Uint8Array;
}

const NOTHING = new Uint8Array();

/** A stretch to be masked, by offsets in the buffer; its start is negative where its mark was written before. */
interface Stretch {
  start: number;
  end: number;
  mark: number;
}

export class AutomatonByteMasker implements ByteMasker {
  private node = 0;
  private held: Uint8Array = NOTHING;
  private stretches: Stretch[] = [];
  private readonly automaton: Automaton;
  private readonly marks: readonly Mark[];

  constructor(automaton: Automaton, marks: readonly Mark[]) {
    this.automaton = automaton;
    this.marks = marks;
  }

  push(chunk: Uint8Array): Uint8Array {
    const buffer = this.held.length === 0 ? chunk : joined([this.held, chunk]);
    this.scan(buffer, this.held.length);
    return this.release(buffer, buffer.length - (this.automaton.liveDepth[this.node] ?? 0));
  }

  flush(): Uint8Array {
    const buffer = this.held;
    this.node = 0;
    return this.release(buffer, buffer.length);
  }

  private scan(buffer: Uint8Array, from: number): void {
    const { automaton } = this;
    const { root, matchLength, matchId } = automaton;
    let node = this.node;
    for (let at = from; at < buffer.length; at += 1) {
      if (node === 0) {
        at = automaton.skip(buffer, at);
        if (at >= buffer.length) break;
      }
      const byte = buffer[at] ?? 0;
      node = node === 0 ? (root[byte] ?? 0) : automaton.next(node, byte);
      const length = matchLength[node] ?? 0;
      if (length > 0) this.addStretch(at + 1 - length, at + 1, matchId[node] ?? 0);
    }
    this.node = node;
  }

  /** Overlapping matches become one stretch with the mark of the longer one. */
  private addStretch(start: number, end: number, mark: number): void {
    const stretch = { start, end, mark };
    for (;;) {
      const last = this.stretches.at(-1);
      if (!last || last.end <= stretch.start) break;
      if (last.start < stretch.start || last.end - last.start > end - start) stretch.mark = last.mark;
      stretch.start = Math.min(stretch.start, last.start);
      this.stretches.pop();
    }
    this.stretches.push(stretch);
  }

  /** Writes what comes before `end`; no later match can begin there. */
  private release(buffer: Uint8Array, end: number): Uint8Array {
    if (this.stretches.length === 0 && end === buffer.length) {
      this.held = NOTHING;
      return buffer;
    }
    const parts: Uint8Array[] = [];
    let at = 0;
    const later: Stretch[] = [];
    for (const stretch of this.stretches) {
      if (stretch.start >= end) {
        later.push(stretch);
        continue;
      }
      if (stretch.start > at) parts.push(buffer.subarray(at, stretch.start));
      const stop = Math.min(stretch.end, end);
      parts.push(this.markFor(stretch, buffer.subarray(Math.max(stretch.start, at), stop)));
      at = Math.max(at, stop);
      // A negative start says that the mark is written, so that a longer match only swallows more bytes.
      if (stretch.end > end) later.push({ ...stretch, start: -1 });
    }
    if (at < end) parts.push(buffer.subarray(at, end));
    // A copy: the chunk is the caller's, and slice() of a Node Buffer would share it.
    this.held = end === buffer.length ? NOTHING : new Uint8Array(buffer.subarray(end));
    this.stretches = later.map((stretch) => ({
      ...stretch,
      start: stretch.start < 0 ? -1 : stretch.start - end,
      end: stretch.end - end,
    }));
    return parts.length === 1 ? (parts[0] ?? buffer) : joined(parts);
  }

  private markFor(stretch: Stretch, bytes: Uint8Array): Uint8Array {
    const mark = this.marks[stretch.mark];
    if (mark?.kind === 'digits') return bytes.map((byte) => (byte >= 0x30 && byte <= 0x39 ? mark.digit : byte));
    return stretch.start < 0 || !mark ? new Uint8Array() : mark.bytes;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
