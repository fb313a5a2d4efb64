/** In a string: 0 plain, 1 the closing quote, 2 a backslash, 3 a forbidden control byte, 4 begins UTF-8 beyond ASCII. */
export const STRING_CLASS = new Uint8Array(256);
for (let byte = 0; byte < 256; byte += 1) STRING_CLASS[byte] = byte < 0x20 ? 3 : byte < 0x80 ? 0 : 4;
STRING_CLASS[0x22] = 1;
STRING_CLASS[0x5c] = 2;

/** What `\x` stands for, by x; 0 where the escape does not exist (`\u` is apart). */
export const ESCAPED = new Uint8Array(256);
for (const [letter, meaning] of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t'].map((pair) => [...pair])) {
  ESCAPED[letter?.charCodeAt(0) ?? 0] = meaning?.charCodeAt(0) ?? 0;
}

/** The value of a hexadecimal digit; 255 for any other byte. */
export const HEX = new Uint8Array(256).fill(255);
for (const digit of '0123456789abcdefABCDEF') HEX[digit.charCodeAt(0)] = Number.parseInt(digit, 16);

/** 1 for the four bytes that JSON calls white space (RFC 8259 §2). */
export const WHITE_SPACE = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0a, 0x0d]) WHITE_SPACE[byte] = 1;

/**
 * The number grammar (RFC 8259 §6) as a table: `NUMBER_NEXT[state * 256 + byte]` is the next state, 0 where the number
 * ends. States: 1 after `-`, 2 after a leading 0, 3 in the integer, 4 after `.`, 5 in the fraction, 6 after `e`,
 * 7 after its sign, 8 in the exponent.
 */
export const NUMBER_NEXT = new Uint8Array(9 * 256);
/** 1 where a number may end. */
export const NUMBER_MAY_END = Uint8Array.from([0, 0, 1, 1, 0, 1, 0, 0, 1]);

function step(from: readonly number[], bytes: string, to: number): void {
  for (const state of from) {
    for (const byte of bytes) NUMBER_NEXT[state * 256 + byte.charCodeAt(0)] = to;
  }
}
step([1], '0', 2);
step([1], '123456789', 3);
step([3], '0123456789', 3);
step([2, 3], '.', 4);
step([4, 5], '0123456789', 5);
step([2, 3, 5], 'eE', 6);
step([6], '+-', 7);
step([6, 7, 8], '0123456789', 8);

/** For the first byte of UTF-8 beyond ASCII: how many bytes follow; 0 where it cannot begin a character. */
export const UTF8_FOLLOWING = new Uint8Array(256);
for (let byte = 0xc2; byte <= 0xf4; byte += 1) UTF8_FOLLOWING[byte] = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;

/** The lowest and highest second byte: no overlong forms, no surrogates, nothing past U+10FFFF (RFC 3629 §4). */
export function utf8SecondMin(first: number): number {
  return first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
}

export function utf8SecondMax(first: number): number {
  return first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
}
