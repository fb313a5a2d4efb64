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
import {
  AFTER_VALUE,
  COLON,
  FAILED,
  IN_ESCAPE,
  IN_HEX,
  IN_LITERAL,
  IN_NUMBER,
  IN_STRING,
  IN_UTF8,
  KEY,
  KEY_OR_CLOSE,
  LIST,
  OBJECT,
  type RepeatedKey,
  ScanState,
  VALUE,
  VALUE_OR_CLOSE,
} from './scan-state.ts';
import { skimTokens } from './skim-tokens.ts';

export interface JsonFault {
  /** Offset of the byte at which it stopped being JSON. */
  byte: number;
  /** What is wrong there, as the end of "… at line 3, column 5: ". */
  reason: string;
}

const LITERALS: Readonly<Record<number, Uint8Array>> = {
  116: Buffer.from('true'),
  102: Buffer.from('false'),
  110: Buffer.from('null'),
};
const NO_LITERAL = new Uint8Array(0);

/**
 * Checks that bytes are one JSON text (RFC 8259) in strict UTF-8, chunk by chunk, without building anything: a byte at
 * a time over tables, no recursion. Memory does not grow with the text, but for the keys of the open objects. What is
 * plain is skimmed; what is said here of each byte holds for all of them.
 */
export class JsonScanner {
  readonly #scan: ScanState;
  #fault: JsonFault | null = null;
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
    this.#scan = new ScanState(depthMax);
  }

  /** Keys that stand twice in their object, the first ten. */
  get repeatedKeys(): readonly RepeatedKey[] {
    return this.#scan.repeatedKeys;
  }

  get repeatedKeysCount(): number {
    return this.#scan.repeatedKeysCount;
  }

  push(chunk: Uint8Array): void {
    const length = chunk.length;
    let index = 0;
    while (index < length && this.#scan.state !== FAILED) {
      if (this.#scan.state === IN_STRING) index = this.#scanString(chunk, index);
      else if (this.#scan.state === IN_NUMBER) index = this.#scanNumber(chunk, index);
      else if (this.#scan.state >= IN_ESCAPE) index = this.#scanInside(chunk[index] ?? 0, index);
      else index = this.#scanTokens(chunk, index);
    }
    this.#scan.offset += length;
  }

  /** Null when all that was pushed is one JSON text. */
  finish(): JsonFault | null {
    if (this.#fault !== null) return this.#fault;
    const isWholeNumber =
      this.#scan.state === IN_NUMBER && NUMBER_MAY_END[this.#number] === 1 && this.#scan.depth === 0;
    if (isWholeNumber || (this.#scan.state === AFTER_VALUE && this.#scan.depth === 0)) return null;
    return { byte: this.#scan.offset, reason: this.#scan.offset === 0 ? 'there is nothing' : 'it ends too early' };
  }

  /** As far as all is plain at once, then what it stopped at. */
  #scanTokens(chunk: Uint8Array, start: number): number {
    const index = skimTokens(this.#scan, chunk, start);
    if (index === chunk.length || this.#scan.state === IN_STRING) return index;
    const byte = chunk[index] ?? 0;
    if (WHITE_SPACE[byte] === 0) this.#scanToken(byte, index);
    return index + 1;
  }

  #scanToken(byte: number, index: number): void {
    const state = this.#scan.state;
    if (state === AFTER_VALUE) {
      this.#scanAfterValue(byte, index);
      return;
    }
    if (state === COLON) {
      if (byte === 0x3a) this.#scan.state = VALUE;
      else this.#fail(index, 'a ":" was expected');
      return;
    }
    if (state === KEY || state === KEY_OR_CLOSE) {
      if (byte === 0x22) this.#startKey(index);
      else if (byte === 0x7d && state === KEY_OR_CLOSE) this.#scan.close();
      else this.#fail(index, byte === 0x7d ? 'a comma stands before "}"' : 'a key in double quotes was expected');
      return;
    }
    if (byte === 0x5d && state === VALUE_OR_CLOSE) this.#scan.close();
    else this.#startValue(byte, index);
  }

  #startValue(byte: number, index: number): void {
    if (byte === 0x22) {
      this.#scan.isKey = false;
      this.#scan.state = IN_STRING;
    } else if (byte === 0x7b || byte === 0x5b) {
      this.#openContainer(byte, index);
    } else if (byte === 0x2d || (byte >= 0x30 && byte <= 0x39)) {
      this.#number = byte === 0x2d ? 1 : byte === 0x30 ? 2 : 3;
      this.#scan.state = IN_NUMBER;
    } else {
      const literal = LITERALS[byte];
      if (literal === undefined) {
        const isAfterComma = byte === 0x5d && this.#scan.containers[this.#scan.depth] === LIST;
        this.#fail(index, isAfterComma ? 'a comma stands before "]"' : 'a value was expected');
        return;
      }
      this.#literal = literal;
      this.#literalIndex = 1;
      this.#scan.state = IN_LITERAL;
    }
  }

  #openContainer(byte: number, index: number): void {
    if (this.#scan.depth === this.#scan.depthMax) {
      this.#fail(index, `it is nested deeper than ${this.#scan.depthMax} levels`);
      return;
    }
    this.#scan.open(byte === 0x7b);
  }

  #scanAfterValue(byte: number, index: number): void {
    if (this.#scan.depth === 0) {
      this.#fail(index, 'something follows after the end');
      return;
    }
    const isObject = this.#scan.containers[this.#scan.depth] === OBJECT;
    if (byte === 0x2c) this.#scan.state = isObject ? KEY : VALUE;
    else if (byte === (isObject ? 0x7d : 0x5d)) this.#scan.close();
    else this.#fail(index, isObject ? 'a "," or "}" was expected' : 'a "," or "]" was expected');
  }

  #startKey(index: number): void {
    this.#scan.isKey = true;
    this.#keyStart = this.#scan.offset + index + 1;
    this.#scan.leaveKnownKeys();
    this.#scan.hash.reset();
    this.#scan.state = IN_STRING;
  }

  #endString(index: number): void {
    if (!this.#scan.isKey) {
      this.#scan.state = AFTER_VALUE;
      return;
    }
    this.#scan.state = COLON;
    this.#scan.addKey(this.#scan.hash.value(), this.#keyStart, this.#scan.offset + index);
  }

  /** From inside a string to its end, or to what is not plain. Returns where to go on. */
  #scanString(chunk: Uint8Array, start: number): number {
    const length = chunk.length;
    let index = start;
    while (index < length && STRING_CLASS[chunk[index] ?? 0] === 0) index += 1;
    if (this.#scan.isKey) this.#scan.hash.bytes(chunk, start, index);
    if (index === length) return index;
    const byte = chunk[index] ?? 0;
    const kind = STRING_CLASS[byte];
    if (kind === 1) this.#endString(index);
    else if (kind === 2) this.#scan.state = IN_ESCAPE;
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
    this.#scan.state = IN_UTF8;
    if (this.#scan.isKey) this.#scan.hash.byte(byte);
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
    if (NUMBER_MAY_END[state] === 1) this.#scan.state = AFTER_VALUE;
    else this.#fail(index, 'a digit was expected');
    return index;
  }

  #scanInside(byte: number, index: number): number {
    if (this.#scan.state === IN_UTF8) this.#scanUtf8(byte, index);
    else if (this.#scan.state === IN_ESCAPE) this.#scanEscape(byte, index);
    else if (this.#scan.state === IN_HEX) this.#scanHex(byte, index);
    else this.#scanLiteral(byte, index);
    return index + 1;
  }

  #scanUtf8(byte: number, index: number): void {
    if (byte < this.#utf8Min || byte > this.#utf8Max) {
      const isPlain = byte < 0x80;
      this.#fail(index, isPlain ? 'the character before is cut off' : `the byte 0x${byte.toString(16)} is not UTF-8`);
      return;
    }
    this.#utf8Min = 0x80;
    this.#utf8Max = 0xbf;
    this.#utf8Left -= 1;
    if (this.#scan.isKey) this.#scan.hash.byte(byte);
    if (this.#utf8Left === 0) this.#scan.state = IN_STRING;
  }

  #scanEscape(byte: number, index: number): void {
    const meaning = ESCAPED[byte] ?? 0;
    if (meaning !== 0) {
      if (this.#scan.isKey) this.#scan.hash.unit(meaning);
      this.#scan.state = IN_STRING;
    } else if (byte === 0x75) {
      this.#hexLeft = 4;
      this.#hexUnit = 0;
      this.#scan.state = IN_HEX;
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
    if (this.#scan.isKey) this.#scan.hash.unit(this.#hexUnit);
    this.#scan.state = IN_STRING;
  }

  #scanLiteral(byte: number, index: number): void {
    if (byte !== this.#literal[this.#literalIndex]) {
      this.#fail(index, 'a value was expected');
      return;
    }
    this.#literalIndex += 1;
    if (this.#literalIndex === this.#literal.length) this.#scan.state = AFTER_VALUE;
  }

  #fail(index: number, reason: string): void {
    this.#fault = { byte: this.#scan.offset + index, reason };
    this.#scan.state = FAILED;
  }
}
