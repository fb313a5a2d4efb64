import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { diffShapes } from './diff-shapes.ts';
import { inferSample } from './infer-sample.ts';
import { jsonValues } from './testing/arbitraries.ts';
import { toSchema } from './to-schema.ts';
import { type FieldChoices, shapeChangeSchema } from './types.ts';

const schemaOf = (value: unknown, choices?: FieldChoices) => toSchema(inferSample(value), choices);

function changes(before: unknown, after: unknown, choices?: FieldChoices): string[] {
  return diffShapes(schemaOf(before, choices), schemaOf(after)).map(
    (change) => `${change.isBreaking ? 'breaking' : 'safe'} ${change.change} ${change.pointer}`,
  );
}
const list = (values: readonly unknown[]) => values.map((state) => ({ state }));
const tenOf = (...values: string[]) => list(Array.from({ length: 10 }, (_, index) => values[index % values.length]));

// Property tests take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the difference between two shapes', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['nothing', { a: 1, b: ['x'] }, { a: 2, b: ['y'] }, []],
    ['a new field', { a: 1 }, { a: 1, b: 1 }, ['safe added /b']],
    ['a field gone', { a: 1, b: 1 }, { a: 1 }, ['breaking removed /b']],
    ['another type', { a: 1 }, { a: 'x' }, ['breaking type-changed /a']],
    ['integer to number', { a: 1 }, { a: 1.5 }, ['safe widened /a']],
    ['number to integer', { a: 1.5 }, { a: 1 }, []],
    ['one more type', [1], [1, 'x'], ['breaking widened /*']],
    ['now optional', [{ a: 1 }], [{ a: 1 }, {}], ['breaking became-optional /*/a']],
    ['now required', [{ a: 1 }, {}], [{ a: 1 }], ['safe became-required /*/a']],
    ['now nullable', [{ a: 1 }], [{ a: 1 }, { a: null }], ['breaking became-nullable /*/a']],
    ['only null', { a: 1 }, { a: null }, ['breaking became-nullable /a']],
    ['not nullable', [1, null], [1], ['safe became-non-nullable /*']],
    ['null filled in', { a: null }, { a: { b: 1 } }, ['safe widened /a', 'safe became-non-nullable /a']],
    ['an empty list filled in', { a: [] }, { a: [1] }, []],
    ['a date that is text', { a: '2026-11-22' }, { a: 'soon' }, ['breaking format-lost /a']],
    ['an id that is text', { a: '::1' }, { a: 'soon' }, ['safe format-lost /a']],
    ['an object gone null', { a: { b: 1, c: 2 } }, { a: null }, ['breaking became-nullable /a']],
    ['an object now text', { a: { b: 1, c: 2 } }, { a: 'x' }, ['breaking type-changed /a']],
    ['new entries of a map', { '1': { a: 1 } }, { '2': { a: 1 }, '3': { a: 1 } }, []],
    ['values of a map', { '1': { a: 1 } }, { '2': { a: 'x' } }, ['breaking type-changed /*/a']],
    ['a new enum value', tenOf('on', 'off'), tenOf('on', 'off', 'paused'), ['breaking enum-value-added /*/state']],
    ['fewer enum values', tenOf('on', 'off'), list(['on', 'off']), []],
    ['no enum any more', tenOf('on', 'off'), list(['on', 'other']), ['breaking enum-value-added /*/state']],
    ['odd names', { 'a/b': 1, '*': 1 }, {}, ['breaking removed /a~1b', 'breaking removed /~2']],
  ])('is told for: %s', (_name, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it('names the types before and after', () => {
    expect(diffShapes(schemaOf({ a: 1 }), schemaOf({ a: 'x' }))).toEqual([
      { pointer: '/a', change: 'type-changed', isBreaking: true, before: 'integer', after: 'string' },
    ]);
  });

  it('respects what the builder set by hand', () => {
    const rows = (...values: unknown[]) => values;
    const before = rows({ a: 1, b: '2026-11-22' });
    const after = rows({ a: null, b: 'x' }, { b: 'y' });
    expect(
      changes(before, after, { '/*/a': { isOptional: true, isNullable: true }, '/*/b': { type: 'text' } }),
    ).toEqual(['safe format-lost /*/b']);
  });

  it('calls nothing breaking that happens to a field which was left out', () => {
    expect(changes({ a: 1, b: 1 }, { a: 'x' }, { '/a': { isIncluded: false }, '/b': { isIncluded: false } })).toEqual([
      'safe removed /b',
      'safe type-changed /a',
    ]);
  });

  it('is empty between a shape and itself, and fits the contract, for every two JSON values', () => {
    fc.assert(
      fc.property(jsonValues, jsonValues, (before, after) => {
        expect(diffShapes(schemaOf(before), schemaOf(before))).toEqual([]);
        for (const change of diffShapes(schemaOf(before), schemaOf(after))) {
          expect(shapeChangeSchema.safeParse(change).error).toBeUndefined();
        }
      }),
    );
  });
});
