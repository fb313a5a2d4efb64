import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInexactNumber, isWholeNumber, markInexactNumbers } from './exact-numbers.ts';

describe('findInexactNumber', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '9223372036854775807',
    '0.12345678901234567891',
    '123456789012345678901234567890',
    '1.00000000000000000001e5',
    '1e400',
    '-1E+400',
    '1e-400',
    '1.23456789e-320',
  ])('names %s, which would be rounded', (number) => {
    expect(findInexactNumber(`{"inputs":{"a":[1,${number}]}}`)).toBe(number);
  });

  it.each([
    '9007199254740992',
    '1e300',
    '1e-300',
    '5e-324',
    '100000000000000000000000',
    '0.000000000000000000001',
    '0e999',
    '-0.0000000000000000000',
    '"9007199254740993"',
    '"a \\" 9007199254740993"',
    '"a \\\\\\" 9007199254740993 \\\\"',
  ])('lets %s through', (value) => {
    expect(findInexactNumber(`{"inputs":{"a":${value}}}`)).toBeNull();
  });

  it('never complains about a number that was written by JSON.stringify', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), (double, integer) => {
        expect(findInexactNumber(JSON.stringify({ double, integer }))).toBeNull();
      }),
    );
  });

  it('reads past a string of any length', () => {
    const long = JSON.stringify('9007199254740993"\\'.repeat(1_000_000));
    expect(findInexactNumber(`[${long},1]`)).toBeNull();
    expect(findInexactNumber(`[${long},9007199254740993]`)).toBe('9007199254740993');
  });
});

describe('markInexactNumbers', () => {
  it('puts the digits as written behind a mark that stands in no other string', () => {
    const json = '[9007199254740993,1,{"9007199254740993":1e400},"\\u0000\\u0001"]';
    const marked = markInexactNumbers(json);
    expect(marked.mark).toBe('\u0002');
    expect(JSON.parse(marked.json)).toEqual([
      '\u00029007199254740993',
      1,
      { '9007199254740993': '\u00021e400' },
      '\0\u0001',
    ]);
  });

  it('leaves alone what has no such number, or no mark left', () => {
    for (const json of ['[1,2.5]', `[9007199254740993,${JSON.stringify(allControls())}]`]) {
      expect(markInexactNumbers(json)).toEqual({ json, mark: null });
    }
  });
});

function allControls(): string {
  return Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('');
}

describe('isWholeNumber', () => {
  it.each(['12345678901234567890', '1.2345678901234567890e30', '-12345678901234567890e-1', '12345678901234567890.000'])(
    'holds for %s',
    (number) => expect(isWholeNumber(number)).toBe(true),
  );
  it.each(['12345678901234567890.5', '12345678901234567891e-1', '0.12345678901234567891', '1e400'])(
    'does not hold for %s',
    (number) => expect(isWholeNumber(number)).toBe(false),
  );
});
