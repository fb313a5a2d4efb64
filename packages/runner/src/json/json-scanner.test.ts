import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from './json-scanner.ts';
import { positionOf } from './position.ts';

function scan(bytes: Uint8Array, pieceBytes = bytes.length || 1): JsonScanner {
  const scanner = new JsonScanner(200);
  for (let at = 0; at < bytes.length; at += pieceBytes) scanner.push(bytes.subarray(at, at + pieceBytes));
  return scanner;
}

function faultOf(text: string | number[]): string | null {
  const bytes = typeof text === 'string' ? Buffer.from(text) : Uint8Array.from(text);
  const whole = scan(bytes).finish();
  expect(scan(bytes, 1).finish()).toEqual(whole);
  return whole === null ? null : `${whole.byte}: ${whole.reason}`;
}

function isParsed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('the JSON scanner', () => {
  const wellFormed = [
    [
      '{}',
      '[]',
      '""',
      '0',
      '-0',
      '-1',
      '1.5',
      '1e5',
      '1E+5',
      '1e-5',
      '-0.0e-0',
      '123456789012345678901234567890',
      '1e999',
    ],
    [
      'true',
      'false',
      'null',
      ' \t\r\n[ ] \t\r\n',
      '{"a":1,"b":[1,2,{"c":null}]}',
      '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9"]',
    ],
    [
      '["\\ud800"]',
      '["\\uD83D\\uDE00"]',
      '{"":{"":[]}}',
      '["é€😀\u007f\u2028"]',
      '[[[[]]]]',
      '[1,\n2]',
      '"\u0080\uffff\u{10ffff}"',
    ],
  ].flat();
  it.each(wellFormed)('accepts %j, whole and byte by byte', (text) => {
    expect(faultOf(text)).toBeNull();
  });

  const malformed: [string | number[], number][] = [
    ['', 0],
    [' ', 1],
    ['{', 1],
    ['[', 1],
    ['"', 1],
    ['"\\', 2],
    ['"\\u12', 5],
    ['-', 1],
    ['1.', 2],
    ['1e', 2],
    ['1e+', 3],
    ['tru', 3],
    ['[1', 2],
    ['[1,', 3],
    ['{"a"', 4],
    ['{"a":', 5],
    ['{"a":1', 6],
    ['{"a":1,', 7],
    ['[1,]', 3],
    ['[,1]', 1],
    ['[1 2]', 3],
    ['[1}', 2],
    ['{"a":1]', 6],
    ['{"a":1,}', 7],
    ['{,}', 1],
    ['{a:1}', 1],
    ["{'a':1}", 1],
    ['{"a" 1}', 5],
    ['{"a"::1}', 5],
    ['{1:1}', 1],
    ['[]]', 2],
    ['{}{}', 2],
    ['1 2', 2],
    ['01', 1],
    ['-01', 2],
    ['+1', 0],
    ['.5', 0],
    ['1.e1', 2],
    ['1.5.5', 3],
    ['0x1', 1],
    ['NaN', 0],
    ['-Infinity', 1],
    ['nul1', 3],
    ['True', 0],
    ['undefined', 0],
    ['"\n"', 1],
    ['"\t"', 1],
    ['"\u0000"', 1],
    ['"\\x"', 2],
    ['"\\u12g4"', 5],
    ['[1]//', 3],
    ['/**/1', 0],
    ['\u00a0 1', 0],
    ['\ufeff1', 0],
    ['\f1', 0],
    ['<!doctype html>', 0],
    [[0x22, 0x80, 0x22], 1],
    [[0x22, 0xc0, 0xaf, 0x22], 1],
    [[0x22, 0xc1, 0x80, 0x22], 1],
    [[0x22, 0xe0, 0x80, 0x80, 0x22], 2],
    [[0x22, 0xed, 0xa0, 0x80, 0x22], 2],
    [[0x22, 0xf0, 0x80, 0x80, 0x80, 0x22], 2],
    [[0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 2],
    [[0x22, 0xf5, 0x80, 0x80, 0x80, 0x22], 1],
    [[0x22, 0xff, 0x22], 1],
    [[0x22, 0xe2, 0x82, 0x22], 3],
    [[0x22, 0xe2, 0x82], 3],
    [[0xe2, 0x82, 0xac], 0],
  ];
  it.each(malformed)('refuses %j at byte %d', (text, byte) => {
    expect(faultOf(text)).toMatch(new RegExp(`^${byte}: .`));
  });

  it('takes 200 levels and refuses the next, without recursion', () => {
    expect(faultOf('['.repeat(200) + ']'.repeat(200))).toBeNull();
    expect(faultOf('['.repeat(201) + ']'.repeat(201))).toBe('200: it is nested deeper than 200 levels');
    expect(scan(Buffer.alloc(1_000_000, '[')).finish()?.byte).toBe(200);
    expect(scan(Buffer.from('{"a":'.repeat(1_000_000))).finish()?.byte).toBe(1_000);
  });

  it('agrees with JSON.parse on every JSON value, however it is cut', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 1, max: 7 }), (text, piece) => {
        expect(scan(Buffer.from(text), piece).finish()).toBeNull();
      }),
    );
  });

  it('agrees with JSON.parse on damaged JSON', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.constantFrom('', ',', '"', '{', '}', '[', ']', ':', '0', '-', '.', 'e', '\\', 'é', ' '),
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.array(edit, { minLength: 1, maxLength: 3 }), (text, edits) => {
        const damaged = edits.reduce((current, [at, by]) => {
          const index = at % (current.length + 1);
          return current.slice(0, index) + by + current.slice(index + 1);
        }, text);
        expect(scan(Buffer.from(damaged), 3).finish() === null).toBe(isParsed(damaged));
      }),
      { numRuns: 2_000 },
    );
  });

  it('accepts exactly the byte strings that strict UTF-8 accepts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ min: 0x7e, maxLength: 6 }), (bytes) => {
        const isValid = scan(Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')]), 2).finish() === null;
        expect(isValid).toBe(isUtf8(Buffer.concat([Buffer.from('x'), bytes])));
      }),
      { numRuns: 5_000 },
    );
  });
});

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('repeated keys', () => {
  function repeated(text: string, piece = 3): string[] {
    const bytes = Buffer.from(text);
    return scan(bytes, piece).repeatedKeys.map(({ start, end }) => bytes.subarray(start, end).toString());
  }

  it('are found in their own object only', () => {
    expect(repeated('{"a":1,"a":2}')).toEqual(['a']);
    expect(repeated('{"a":{"a":1},"b":[{"a":1},{"a":2}]}')).toEqual([]);
    expect(repeated('{"a":{"b":1,"b":2},"b":3,"a":4}')).toEqual(['b', 'a']);
    expect(repeated('["a","a",{"x":"x","":0,"":1}]')).toEqual(['']);
  });

  it('are found when one is written with escapes', () => {
    expect(repeated('{"a":1,"\\u0061":2}')).toEqual(['\\u0061']);
    expect(repeated('{"é":1,"\\u00E9":2}')).toEqual(['\\u00E9']);
    expect(repeated('{"€/":1,"\\u20ac\\/":2}')).toEqual(['\\u20ac\\/']);
    expect(repeated('{"😀!":1,"\\ud83d\\ude00!":2}', 1)).toEqual(['\\ud83d\\ude00!']);
    expect(repeated('{"\\ud83d":1,"\\ud83d\\ud83d":2,"\\ude00\\ud83d":3}')).toEqual([]);
  });

  it('are found among many, and none is made up', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `"key${index}":1`);
    expect(repeated(`{${keys.join()},"key0":2,"key49999":3}`, 65_536)).toEqual(['key0', 'key49999']);
  });

  it('are counted, and the first ten are shown', () => {
    const scanner = scan(Buffer.from(`{"a":0${',"a":1'.repeat(1_000)}}`));
    expect([scanner.repeatedKeysCount, scanner.repeatedKeys.length]).toEqual([1_000, 10]);
  });
});

describe('a position', () => {
  it('counts lines and characters from one', () => {
    const bytes = Buffer.from('{\n  "é😀": x\n}');
    expect(positionOf(bytes, 0)).toEqual({ line: 1, column: 1 });
    expect(positionOf(bytes, bytes.indexOf('x'))).toEqual({ line: 2, column: 9 });
    expect(positionOf(bytes, bytes.length)).toEqual({ line: 3, column: 2 });
  });
});
