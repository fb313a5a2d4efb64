import {
  ESCAPED,
  HEX,
  NUMBER_MAY_END,
  NUMBER_NEXT,
  STRING_CLASS,
  UTF8_FOLLOWING,
  utf8SecondMax,
  utf8SecondMin,
  WHITE_SPACE,
} from './byte-tables.ts';
import { KeyHash } from './key-hash.ts';
import { KeySet } from './key-set.ts';

export interface JsonFault {
  /** Offset of the byte at which it stopped being JSON. */
  byte: number;
  /** What is wrong there, as the end of "… at line 3, column 5: ". */
  reason: string;
}

/** Where the text of a repeated key stands, without its quotes. */
export interface RepeatedKey {
  start: number;
  end: number;
}

const VALUE = 0;
const VALUE_OR_CLOSE = 1;
const KEY = 2;
const KEY_OR_CLOSE = 3;
const COLON = 4;
const AFTER_VALUE = 5;
const IN_STRING = 6;
const IN_ESCAPE = 7;
const IN_HEX = 8;
const IN_UTF8 = 9;
const IN_NUMBER = 10;
const IN_LITERAL = 11;
const FAILED = 12;

const OBJECT = 1;
const LIST = 2;

const REPEATED_KEYS_MAX = 10;

const LITERALS: Readonly<Record<number, Uint8Array>> = {
  116: Buffer.from('true'),
  102: Buffer.from('false'),
  110: Buffer.from('null'),
};
const NO_LITERAL = new Uint8Array(0);

/**
 * Checks that bytes are one JSON text (RFC 8259) in strict UTF-8, chunk by chunk, without building anything: a byte at
 * a time over tables, no recursion. Memory does not grow with the text, but for the keys of the open objects.
 */
export class JsonScanner {
  /** Keys that stand twice in their object, the first ten. */
  readonly repeatedKeys: RepeatedKey[] = [];
  repeatedKeysCount = 0;

  readonly #depthMax: number;
  readonly #containers: Uint8Array;
  readonly #keys = new KeySet();
  readonly #hash = new KeyHash();
  #state = VALUE;
  #depth = 0;
  /** Bytes of the chunks before this one. */
  #offset = 0;
  #fault: JsonFault | null = null;
  #isKey = false;
  #keyStart = 0;
  #number = 0;
  #literal: Uint8Array = NO_LITERAL;
  #literalIndex = 0;
  #hexLeft = 0;
  #hexUnit = 0;
  #utf8Left = 0;
  #utf8Min = 0x80;
  #utf8Max = 0xbf;

  constructor(depthMax: number) {
    this.#depthMax = depthMax;
    this.#containers = new Uint8Array(depthMax + 1);
  }

  push(chunk: Uint8Array): void {
    const length = chunk.length;
    let index = 0;
    while (index < length && this.#state !== FAILED) {
      if (this.#state === IN_STRING) index = this.#scanString(chunk, index);
      else if (this.#state === IN_NUMBER) index = this.#scanNumber(chunk, index);
      else if (this.#state >= IN_ESCAPE) index = this.#scanInside(chunk[index] ?? 0, index);
      else {
        const byte = chunk[index] ?? 0;
        if (WHITE_SPACE[byte] === 0) this.#scanToken(byte, index);
        index += 1;
      }
    }
    this.#offset += length;
  }

  /** Null when all that was pushed is one JSON text. */
  finish(): JsonFault | null {
    if (this.#fault !== null) return this.#fault;
    const isWholeNumber = this.#state === IN_NUMBER && NUMBER_MAY_END[this.#number] === 1 && this.#depth === 0;
    if (isWholeNumber || (this.#state === AFTER_VALUE && this.#depth === 0)) return null;
    return { byte: this.#offset, reason: this.#offset === 0 ? 'there is nothing' : 'it ends too early' };
  }

  #scanToken(byte: number, index: number): void {
    const state = this.#state;
    if (state === AFTER_VALUE) {
      this.#scanAfterValue(byte, index);
      return;
    }
    if (state === COLON) {
      if (byte === 0x3a) this.#state = VALUE;
      else this.#fail(index, 'a ":" was expected');
      return;
    }
    if (state === KEY || state === KEY_OR_CLOSE) {
      if (byte === 0x22) this.#startKey(index);
      else if (byte === 0x7d && state === KEY_OR_CLOSE) this.#closeContainer();
      else this.#fail(index, byte === 0x7d ? 'a comma stands before "}"' : 'a key in double quotes was expected');
      return;
    }
    if (byte === 0x5d && state === VALUE_OR_CLOSE) this.#closeContainer();
    else this.#startValue(byte, index);
  }

  #startValue(byte: number, index: number): void {
    if (byte === 0x22) {
      this.#isKey = false;
      this.#state = IN_STRING;
    } else if (byte === 0x7b || byte === 0x5b) {
      this.#openContainer(byte, index);
    } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      this.#number = byte === 0x2d ? 1 : byte === 0x30 ? 2 : 3;
      this.#state = IN_NUMBER;
    } else {
      const literal = LITERALS[byte];
      if (literal === undefined) {
        const isAfterComma = byte === 0x5d && this.#containers[this.#depth] === LIST;
        this.#fail(index, isAfterComma ? 'a comma stands before "]"' : 'a value was expected');
        return;
      }
      this.#literal = literal;
      this.#literalIndex = 1;
      this.#state = IN_LITERAL;
    }
  }

  #openContainer(byte: number, index: number): void {
    if (this.#depth === this.#depthMax) {
      this.#fail(index, `it is nested deeper than ${this.#depthMax} levels`);
      return;
    }
    const isObject = byte === 0x7b;
    this.#depth += 1;
    this.#containers[this.#depth] = isObject ? OBJECT : LIST;
    if (isObject) this.#keys.open();
    this.#state = isObject ? KEY_OR_CLOSE : VALUE_OR_CLOSE;
  }

  #closeContainer(): void {
    if (this.#containers[this.#depth] === OBJECT) this.#keys.close();
    this.#depth -= 1;
    this.#state = AFTER_VALUE;
  }

  #scanAfterValue(byte: number, index: number): void {
    if (this.#depth === 0) {
      this.#fail(index, 'something follows after the end');
      return;
    }
    const isObject = this.#containers[this.#depth] === OBJECT;
    if (byte === 0x2c) this.#state = isObject ? KEY : VALUE;
    else if (byte === (isObject ? 0x7d : 0x5d)) this.#closeContainer();
    else this.#fail(index, isObject ? 'a "," or "}" was expected' : 'a "," or "]" was expected');
  }

  #startKey(index: number): void {
    this.#isKey = true;
    this.#keyStart = this.#offset + index + 1;
    this.#hash.reset();
    this.#state = IN_STRING;
  }

  #endString(index: number): void {
    if (!this.#isKey) {
      this.#state = AFTER_VALUE;
      return;
    }
    this.#state = COLON;
    if (!this.#keys.add(this.#hash.value())) return;
    this.repeatedKeysCount += 1;
    if (this.repeatedKeys.length < REPEATED_KEYS_MAX) {
      this.repeatedKeys.push({ start: this.#keyStart, end: this.#offset + index });
    }
  }

  /** From inside a string to its end, or to what is not plain. Returns where to go on. */
  #scanString(chunk: Uint8Array, start: number): number {
    const length = chunk.length;
    let index = start;
    while (index < length && STRING_CLASS[chunk[index] ?? 0] === 0) index += 1;
    if (this.#isKey) this.#hash.bytes(chunk, start, index);
    if (index === length) return index;
    const byte = chunk[index] ?? 0;
    const kind = STRING_CLASS[byte];
    if (kind === 1) this.#endString(index);
    else if (kind === 2) this.#state = IN_ESCAPE;
    else if (kind === 4) this.#startUtf8(byte, index);
    else this.#fail(index, 'a control character stands in a string');
    return index + 1;
  }

  #startUtf8(byte: number, index: number): void {
    this.#utf8Left = UTF8_FOLLOWING[byte] ?? 0;
    if (this.#utf8Left === 0) {
      this.#fail(index, `the byte 0x${byte.toString(16)} is not UTF-8`);
      return;
    }
    this.#utf8Min = utf8SecondMin(byte);
    this.#utf8Max = utf8SecondMax(byte);
    this.#state = IN_UTF8;
    if (this.#isKey) this.#hash.byte(byte);
  }

  #scanNumber(chunk: Uint8Array, start: number): number {
    const length = chunk.length;
    let index = start;
    let state = this.#number;
    for (; index < length; index += 1) {
      const next = NUMBER_NEXT[state * 256 + (chunk[index] ?? 0)] ?? 0;
      if (next === 0) break;
      state = next;
    }
    this.#number = state;
    if (index === length) return index;
    if (NUMBER_MAY_END[state] === 1) this.#state = AFTER_VALUE;
    else this.#fail(index, 'a digit was expected');
    return index;
  }

  #scanInside(byte: number, index: number): number {
    if (this.#state === IN_UTF8) this.#scanUtf8(byte, index);
    else if (this.#state === IN_ESCAPE) this.#scanEscape(byte, index);
    else if (this.#state === IN_HEX) this.#scanHex(byte, index);
    else this.#scanLiteral(byte, index);
    return index + 1;
  }

  #scanUtf8(byte: number, index: number): void {
    if (byte < this.#utf8Min || byte > this.#utf8Max) {
      this.#fail(index, `the byte 0x${byte.toString(16).padStart(2, '0')} is not UTF-8`);
      return;
    }
    this.#utf8Min = 0x80;
    this.#utf8Max = 0xbf;
    this.#utf8Left -= 1;
    if (this.#isKey) this.#hash.byte(byte);
    if (this.#utf8Left === 0) this.#state = IN_STRING;
  }

  #scanEscape(byte: number, index: number): void {
    const meaning = ESCAPED[byte] ?? 0;
    if (meaning !== 0) {
      if (this.#isKey) this.#hash.unit(meaning);
      this.#state = IN_STRING;
    } else if (byte === 0x75) {
      this.#hexLeft = 4;
      this.#hexUnit = 0;
      this.#state = IN_HEX;
    } else {
      this.#fail(index, 'this escape does not exist in JSON');
    }
  }

  #scanHex(byte: number, index: number): void {
    const digit = HEX[byte] ?? 255;
    if (digit === 255) {
      this.#fail(index, 'four hexadecimal digits must follow "\\u"');
      return;
    }
    this.#hexUnit = this.#hexUnit * 16 + digit;
    this.#hexLeft -= 1;
    if (this.#hexLeft > 0) return;
    if (this.#isKey) this.#hash.unit(this.#hexUnit);
    this.#state = IN_STRING;
  }

  #scanLiteral(byte: number, index: number): void {
    if (byte !== this.#literal[this.#literalIndex]) {
      this.#fail(index, 'a value was expected');
      return;
    }
    this.#literalIndex += 1;
    if (this.#literalIndex === this.#literal.length) this.#state = AFTER_VALUE;
  }

  #fail(index: number, reason: string): void {
    this.#fault = { byte: this.#offset + index, reason };
    this.#state = FAILED;
  }
}
