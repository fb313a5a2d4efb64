import { JsonScanner } from '../json/json-scanner.ts';
import { positionOf } from '../json/position.ts';
import { RunFailure } from '../run-failure.ts';

/** Which texts of a response are opened: a tree of the pointers to them, `*` for every element or value. */
export interface OpenedTexts {
  readonly isOpened: boolean;
  readonly named: ReadonlyMap<string, OpenedTexts>;
  readonly every: OpenedTexts | null;
}

interface Growing extends OpenedTexts {
  isOpened: boolean;
  named: Map<string, Growing>;
  every: Growing | null;
}

/** Null where there are none, so that a run without them does nothing more. */
export function openedTexts(pointers: readonly string[]): OpenedTexts | null {
  if (pointers.length === 0) return null;
  const root = newNode();
  for (const pointer of pointers) {
    let node = root;
    for (const segment of pointer.split('/').slice(1)) {
      if (segment === '*') {
        node.every ??= newNode();
        node = node.every;
        continue;
      }
      const key = segment.replaceAll('~2', '*').replaceAll('~1', '/').replaceAll('~0', '~');
      const next = node.named.get(key) ?? newNode();
      node.named.set(key, next);
      node = next;
    }
    node.isOpened = true;
  }
  return root;
}

function newNode(): Growing {
  return { isOpened: false, named: new Map(), every: null };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * The JSON with the texts that are opened replaced by what they hold. Nothing is written anew: what is not opened stays
 * as its own bytes and what is becomes the text itself, so every number keeps its digits and every key its place.
 *
 * @throws RunFailure `decode` where such a text is no JSON. A null, or what is no text, stays.
 */
export function openTexts(json: Uint8Array, opened: OpenedTexts, depthMax: number): Uint8Array[] {
  return new Opener(json, depthMax, []).open(opened);
}

/** Over JSON that is known to be well-formed and not too deep. */
class Opener {
  readonly #bytes: Buffer;
  readonly #depthMax: number;
  readonly #path: (string | number)[];
  readonly #out: Uint8Array[] = [];
  #at = 0;
  /** What stands before is in `#out`. */
  #copied = 0;

  constructor(bytes: Uint8Array, depthMax: number, path: readonly (string | number)[]) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#depthMax = depthMax;
    this.#path = [...path];
  }

  open(opened: OpenedTexts): Uint8Array[] {
    this.#value(opened, 0);
    this.#out.push(this.#bytes.subarray(this.#copied));
    return this.#out;
  }

  #value(node: OpenedTexts | null, depth: number): void {
    const byte = this.#next();
    if (node === null) this.#skip(byte);
    else if (byte === QUOTE) this.#text(node, depth);
    else if (byte === 0x7b) this.#object(node, depth + 1);
    else if (byte === 0x5b) this.#list(node, depth + 1);
    else this.#skip(byte);
  }

  #object(node: OpenedTexts, depth: number): void {
    this.#at += 1;
    for (let byte = this.#next(); byte !== 0x7d; byte = this.#next()) {
      if (byte === 0x2c) {
        this.#at += 1;
        continue;
      }
      const start = this.#at;
      this.#at = this.#endOfString(start);
      const key = this.#textOf(start, this.#at);
      this.#next();
      this.#at += 1;
      this.#below(node.named.get(key) ?? node.every, key, depth);
    }
    this.#at += 1;
  }

  #list(node: OpenedTexts, depth: number): void {
    this.#at += 1;
    let index = 0;
    for (let byte = this.#next(); byte !== 0x5d; byte = this.#next()) {
      if (byte === 0x2c) {
        this.#at += 1;
        continue;
      }
      this.#below(node.every, index, depth);
      index += 1;
    }
    this.#at += 1;
  }

  #below(node: OpenedTexts | null, segment: string | number, depth: number): void {
    this.#path.push(segment);
    this.#value(node, depth);
    this.#path.pop();
  }

  #text(node: OpenedTexts, depth: number): void {
    const start = this.#at;
    this.#at = this.#endOfString(start);
    if (!node.isOpened) return;
    const inner = Buffer.from(this.#textOf(start, this.#at));
    const depthLeft = this.#depthMax - depth;
    const scanner = new JsonScanner(depthLeft);
    scanner.push(inner);
    const fault = scanner.finish();
    if (fault !== null) throw this.#notJson(inner, fault);
    const hasMore = node.named.size > 0 || node.every !== null;
    const opened = hasMore ? new Opener(inner, depthLeft, this.#path).open({ ...node, isOpened: false }) : [inner];
    this.#out.push(this.#bytes.subarray(this.#copied, start), ...opened);
    this.#copied = this.#at;
  }

  #notJson(inner: Uint8Array, { byte, reason }: { byte: number; reason: string }): RunFailure {
    const pointer = this.#path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`);
    const { line, column } = positionOf(inner, byte);
    const where = pointer.length === 0 ? 'the response itself' : pointer.join('');
    return new RunFailure({
      kind: 'decode',
      phase: 'body',
      message: 'A text that is opened holds no JSON.',
      detail: `The text at ${where} is not JSON at its line ${line}, column ${column}: ${inner.length === 0 ? 'it is empty' : reason}.`,
      hint: 'Initialize the call again, take the mark Open from this field in Structured, and save the shape: the text is then given back as it is.',
    });
  }

  /** The byte at which something begins. */
  #next(): number {
    let byte = this.#bytes[this.#at] ?? 0;
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      this.#at += 1;
      byte = this.#bytes[this.#at] ?? 0;
    }
    return byte;
  }

  #skip(first: number): void {
    if (first === QUOTE) {
      this.#at = this.#endOfString(this.#at);
      return;
    }
    const isContainer = first === 0x7b || first === 0x5b;
    let depth = 0;
    for (; this.#at < this.#bytes.length; this.#at += 1) {
      const byte = this.#bytes[this.#at] ?? 0;
      if (byte === QUOTE) this.#at = this.#endOfString(this.#at) - 1;
      else if (byte === 0x7b || byte === 0x5b) depth += 1;
      else if (byte === 0x7d || byte === 0x5d) {
        if (!isContainer) return;
        depth -= 1;
        if (depth === 0) {
          this.#at += 1;
          return;
        }
      } else if (!isContainer && byte === 0x2c) return;
    }
  }

  /** Behind the closing quote of the string that begins at `start`. */
  #endOfString(start: number): number {
    for (
      let quote = this.#bytes.indexOf(QUOTE, start + 1);
      quote !== -1;
      quote = this.#bytes.indexOf(QUOTE, quote + 1)
    ) {
      let before = quote;
      while (this.#bytes[before - 1] === BACKSLASH) before -= 1;
      if ((quote - before) % 2 === 0) return quote + 1;
    }
    return this.#bytes.length;
  }

  #textOf(start: number, end: number): string {
    return JSON.parse(this.#bytes.toString('utf8', start, end));
  }
}
