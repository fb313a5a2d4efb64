import { findJsonFault } from '@jackfield/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from './json-scanner.ts';
import { positionOf, positionsOf } from './position.ts';

const DEPTH_MAX = 200;

function faultOf(bytes: Uint8Array, piece: number) {
  const scanner = new JsonScanner(DEPTH_MAX);
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
  return scanner.finish();
}

/** Mostly so small that nearly every token is cut, else the whole at once. */
const pieceBytes = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(100_000));

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const number = fc.stringMatching(/^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?(?:[eE][+-]?\d{1,4})?$/);
const escaped = fc.oneof(
  fc.constantFrom('\\"', '\\\\', '\\/', '\\b', '\\f', '\\n', '\\r', '\\t'),
  fc.stringMatching(/^\\u[0-9a-fA-F]{4}$/),
);
const plain = fc.string({ unit: 'binary', maxLength: 4 }).map((text) => JSON.stringify(text).slice(1, -1));
const string = fc.array(fc.oneof(escaped, plain), { maxLength: 5 }).map((parts) => `"${parts.join('')}"`);
const scalar = fc.oneof(number, string, fc.constantFrom('true', 'false', 'null'));

/** JSON as others write it: any white space, spelling of numbers, escapes, and keys that come twice. */
const { value: jsonText } = fc.letrec<{ value: string; list: string; object: string }>((tie) => {
  const spaced = (inner: fc.Arbitrary<string>) =>
    fc.tuple(space, inner, space).map(([before, text, after]) => `${before}${text}${after}`);
  const key = fc.oneof(string, fc.constantFrom('"a"', '"__proto__"', '""'));
  const member = fc.tuple(spaced(key), tie('value')).map(([name, value]) => `${name}:${value}`);
  return {
    list: fc.oneof(
      fc.array(tie('value'), { minLength: 1, maxLength: 4 }).map((items) => `[${items.join()}]`),
      space.map((inside) => `[${inside}]`),
    ),
    object: fc.oneof(
      fc.array(member, { minLength: 1, maxLength: 4 }).map((members) => `{${members.join()}}`),
      space.map((inside) => `{${inside}}`),
    ),
    value: spaced(fc.oneof({ maxDepth: 5, withCrossShrink: true }, scalar, tie('list'), tie('object'))),
  };
});

describe('the JSON scanner and JSON.parse', () => {
  it('accept the same texts, however they are spelled and cut', () => {
    fc.assert(
      fc.property(jsonText, pieceBytes, (text, piece) => {
        JSON.parse(text);
        expect(faultOf(Buffer.from(text), piece)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuse the same damaged texts, at the first byte that cannot be there', () => {
    const damage = fc.record({
      at: fc.nat(),
      removed: fc.integer({ min: 0, max: 2 }),
      put: fc.oneof(fc.uint8Array({ maxLength: 2 }), fc.constantFrom(...',:"[]{}\\-+.0e\n\u00e9tn').map(Buffer.from)),
    });
    let refused = 0;
    fc.assert(
      fc.property(jsonText, damage, pieceBytes, (text, { at, removed, put }, piece) => {
        const whole = Buffer.from(text);
        const start = at % (whole.length + 1);
        const bytes = Buffer.concat([whole.subarray(0, start), put, whole.subarray(start + removed)]);
        const expected = findJsonFault(bytes);
        if (expected !== null) refused += 1;
        expect(faultOf(bytes, piece)?.byte ?? null).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBeGreaterThan(1_000);
  });

  it('tell a place by lines and characters', () => {
    const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 6 }).map((line) => line.replaceAll('\n', '')));
    fc.assert(
      fc.property(lines, fc.string({ unit: 'grapheme', maxLength: 6 }), (before, last) => {
        const start = [...before, last.replaceAll('\n', '')].join('\n');
        const bytes = Buffer.from(`${start}?\n?`);
        const column = [...(start.split('\n').at(-1) ?? '')].length + 1;
        const there = { line: start.split('\n').length, column };
        const [first, next, end] = positionsOf(bytes, [0, Buffer.byteLength(start), bytes.length]);
        expect([first, next]).toEqual([{ line: 1, column: 1 }, there]);
        expect(end).toEqual({ line: there.line + 1, column: 2 });
        expect(positionOf(bytes, Buffer.byteLength(start))).toEqual(there);
      }),
    );
  });
});
