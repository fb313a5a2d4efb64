import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInexactNumber } from './find-inexact-number.ts';

describe('findInexactNumber', () => {
  it.each([
    '9007199254740993',
    '-9007199254740993',
    '0.12345678901234567891',
    '123456789012345678901234567890',
    '1.00000000000000000001e5',
  ])('names %s, which would be rounded', (number) => {
    expect(findInexactNumber(`{"inputs":{"a":[1,${number}]}}`)).toBe(number);
  });

  it.each([
    '9007199254740992',
    '1e300',
    '100000000000000000000000',
    '0.000000000000000000001',
    '"9007199254740993"',
    '"a \\" 9007199254740993"',
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
});
