import { NUMBER_MAY_END, NUMBER_NEXT, WHITE_SPACE } from './byte-tables.ts';
import { AFTER_VALUE, COLON, IN_STRING, KEY, KEY_OR_CLOSE, type ScanState, VALUE } from './scan-state.ts';

const QUOTE = 0x22;

/**
 * Goes over tokens that lie whole in the chunk and are plainly right, which nearly all are, several times faster than
 * the scanner itself. Stops before whatever it does not know (a fault, the end of the chunk), or inside a string at
 * what is not plain ASCII, and leaves it to the scanner. Returns where that is.
 */
export function skimTokens(scan: ScanState, chunk: Uint8Array, from: number): number {
  const { length } = chunk;
  // In a variable of its own: what is read at every byte must not be read from memory each time.
  let { state } = scan;
  let isObject = scan.isInObject;
  let at = from;
  for (; at < length; ) {
    const byte = chunk[at] ?? 0;
    if (byte <= 0x20) {
      if (WHITE_SPACE[byte] === 0) break;
      at += 1;
    } else if (state === AFTER_VALUE) {
      if (byte === 0x2c && scan.depth > 0) {
        state = isObject ? KEY : VALUE;
        at += 1;
      } else if (byte === (isObject ? 0x7d : 0x5d) && scan.depth > 0) {
        scan.close();
        isObject = scan.isInObject;
        at += 1;
      } else break;
    } else if (state === COLON) {
      if (byte !== 0x3a) break;
      state = VALUE;
      at += 1;
    } else if (state === KEY || state === KEY_OR_CLOSE) {
      if (byte === QUOTE) {
        const end = skimKey(scan, chunk, at + 1);
        if (end < 0) break;
        state = COLON;
        at = end + 1;
      } else if (byte === 0x7d && state === KEY_OR_CLOSE) {
        scan.close();
        isObject = scan.isInObject;
        state = AFTER_VALUE;
        at += 1;
      } else break;
    } else if (byte === QUOTE) {
      at += 1;
      at = endOfPlain(chunk, at);
      if (at === length || chunk[at] !== QUOTE) {
        scan.isKey = false;
        scan.state = IN_STRING;
        return at;
      }
      state = AFTER_VALUE;
      at += 1;
    } else if (byte === 0x7b || byte === 0x5b) {
      if (scan.depth === scan.depthMax) break;
      scan.open(byte === 0x7b);
      state = scan.state;
      isObject = byte === 0x7b;
      at += 1;
    } else if (byte === 0x5d) {
      if (state === VALUE) break;
      scan.close();
      isObject = scan.isInObject;
      state = AFTER_VALUE;
      at += 1;
    } else {
      const end = byte >= 0x61 ? endOfLiteral(chunk, at, byte) : endOfNumber(chunk, at, byte);
      if (end < 0) break;
      state = AFTER_VALUE;
      at = end;
    }
  }
  scan.state = state;
  return at;
}

/** Where a string stops being plain ASCII: at its closing quote, mostly. */
function endOfPlain(chunk: Uint8Array, from: number): number {
  const { length } = chunk;
  let at = from;
  for (; at < length; at += 1) {
    const byte = chunk[at] ?? 0;
    if (byte === QUOTE || byte === 0x5c || byte < 0x20 || byte > 0x7f) break;
  }
  return at;
}

/** The closing quote of a key; -1 when it is not plain, or not all here. */
function skimKey(scan: ScanState, chunk: Uint8Array, start: number): number {
  const { depth, known, hash, offset } = scan;
  const matched = known.match(depth, chunk, start);
  if (matched >= 0) return matched;
  const end = endOfPlain(chunk, start);
  if (end === chunk.length || chunk[end] !== QUOTE) return -1;
  scan.leaveKnownKeys();
  hash.reset();
  hash.bytes(chunk, start, end);
  const value = hash.value();
  if (scan.addKey(value, offset + start, offset + end)) known.remember(depth, value, chunk, start, end);
  return end;
}

/** -1: it is none, or goes on in the next chunk. */
function endOfNumber(chunk: Uint8Array, start: number, byte: number): number {
  if (byte !== 0x2d && (byte < 0x30 || byte > 0x39)) return -1;
  const { length } = chunk;
  let state = byte === 0x2d ? 1 : byte === 0x30 ? 2 : 3;
  let at = start + 1;
  for (; at < length; at += 1) {
    const next = NUMBER_NEXT[state * 256 + (chunk[at] ?? 0)] ?? 0;
    if (next === 0) return NUMBER_MAY_END[state] === 1 ? at : -1;
    state = next;
  }
  return -1;
}

function endOfLiteral(chunk: Uint8Array, at: number, byte: number): number {
  if (byte === 0x74) return chunk[at + 1] === 0x72 && chunk[at + 2] === 0x75 && chunk[at + 3] === 0x65 ? at + 4 : -1;
  if (byte === 0x6e) return chunk[at + 1] === 0x75 && chunk[at + 2] === 0x6c && chunk[at + 3] === 0x6c ? at + 4 : -1;
  if (byte !== 0x66 || chunk[at + 1] !== 0x61 || chunk[at + 2] !== 0x6c) return -1;
  return chunk[at + 3] === 0x73 && chunk[at + 4] === 0x65 ? at + 5 : -1;
}
