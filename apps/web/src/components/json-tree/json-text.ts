// Reads JSON as it stands, without making values of it: numbers keep their digits, and members of one name stay apart.

export type JsonKind = 'object' | 'list' | 'text' | 'number' | 'boolean' | 'null';

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];
const [COMMA, COLON] = [0x2c, 0x3a];

export function kindAt(text: string, at: number): JsonKind {
  switch (text.charCodeAt(at)) {
    case OPEN_OBJECT:
      return 'object';
    case OPEN_LIST:
      return 'list';
    case QUOTE:
      return 'text';
    case 0x74:
    case 0x66:
      return 'boolean';
    case 0x6e:
      return 'null';
    default:
      return 'number';
  }
}

export function afterSpace(text: string, start: number): number {
  let at = start;
  for (let code = text.charCodeAt(at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; ) {
    at += 1;
    code = text.charCodeAt(at);
  }
  return at;
}

/** Behind the closing quote. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
  return text.length;
}

/** Behind the value that begins at `start`. */
export function endOfValue(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return endOfString(text, start);
  if (code === OPEN_OBJECT || code === OPEN_LIST) return endOfContainer(text, start);
  let at = start;
  for (; at < text.length; at += 1) {
    const each = text.charCodeAt(at);
    if (each === COMMA || each === CLOSE_LIST || each === CLOSE_OBJECT || each <= 0x20) break;
  }
  return at;
}

function endOfContainer(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) depth += 1;
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

const [KEY, START, END] = [0, 1, 2];
const NUMBERS = 3;

/** Where the members or elements of a container stand. */
export class Children {
  #places = new Uint32Array(NUMBERS * 16);
  length = 0;

  add(keyStart: number, start: number, end: number): void {
    const at = this.length * NUMBERS;
    if (at === this.#places.length) {
      const larger = new Uint32Array(at * 2);
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[at + KEY] = keyStart;
    this.#places[at + START] = start;
    this.#places[at + END] = end;
    this.length += 1;
  }

  start(index: number): number {
    return this.#places[index * NUMBERS + START] ?? 0;
  }

  end(index: number): number {
    return this.#places[index * NUMBERS + END] ?? 0;
  }

  /** Of a member, where its key begins; 0 for an element of a list, since no key stands there. */
  key(index: number): number {
    return this.#places[index * NUMBERS + KEY] ?? 0;
  }

  /** The first that ends behind an offset. */
  indexAt(offset: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.end(middle) > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** At most `max` of them: for counting, where a few more than shown are enough. */
export function readChildren(text: string, start: number, max = Number.POSITIVE_INFINITY): Children {
  const children = new Children();
  const isObject = text.charCodeAt(start) === OPEN_OBJECT;
  let at = afterSpace(text, start + 1);
  while (at < text.length && children.length < max) {
    const code = text.charCodeAt(at);
    if (code === CLOSE_OBJECT || code === CLOSE_LIST) break;
    let keyStart = 0;
    if (isObject) {
      keyStart = at;
      at = afterSpace(text, endOfString(text, at));
      if (text.charCodeAt(at) === COLON) at = afterSpace(text, at + 1);
    }
    const end = endOfValue(text, at);
    children.add(keyStart, at, end);
    const next = afterSpace(text, end);
    at = text.charCodeAt(next) === COMMA ? afterSpace(text, next + 1) : next;
    // A text that is not JSON must not keep this going for ever.
    if (at <= end && next === end && text.charCodeAt(next) !== CLOSE_OBJECT && text.charCodeAt(next) !== CLOSE_LIST)
      break;
  }
  return children;
}

/** The key that begins at an offset, without its escapes. */
export function keyAt(text: string, start: number): string {
  const raw = text.slice(start, endOfString(text, start));
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw;
  }
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A step of a JSONPath (RFC 9535). */
export function pathStep(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`;
  return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
