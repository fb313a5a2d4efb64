import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { inferSample } from './infer-sample.ts';
import { mergeStatistics } from './merge-statistics.ts';
import type { SampleStatistics } from './statistics.ts';
import { jsonLists, jsonValues } from './testing/arbitraries.ts';
import { toSchema } from './to-schema.ts';

/** Everything that does not tell one sample of two rows from two samples of one. */
function ofElements(statistics: SampleStatistics): unknown[] {
  return statistics.places.slice(1).map((place) => {
    const { samples, ...rest } = place;
    expect(samples ?? 0).toBeLessThanOrEqual(2);
    return rest;
  });
}

/** Objects with enough keys to become maps, now in one sample and now only in the union of several. */
const wideObjects: fc.Arbitrary<unknown> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 120 }), jsonValues), { minLength: 10, maxLength: 40 })
  .map((entries) =>
    Object.fromEntries(entries.map(([n, value]) => [`name${String.fromCharCode(97 + (n % 26))}${n}`, { same: value }])),
  );
const samples = fc.array(fc.oneof(jsonValues, wideObjects), { minLength: 0, maxLength: 4 });

// Property tests take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('merging statistics', () => {
  it('gives what one walk over both lists gives', () => {
    fc.assert(
      fc.property(fc.oneof(jsonLists, fc.array(wideObjects, { maxLength: 4 })), jsonLists, (a, b) => {
        const merged = mergeStatistics([inferSample(a), inferSample(b)]);
        expect(ofElements(merged)).toEqual(ofElements(inferSample([...a, ...b])));
      }),
    );
  });

  it('is associative and commutative, also where objects turn into maps on the way', () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((values) => mergeStatistics(values.map(inferSample))) as [
          SampleStatistics,
          SampleStatistics,
          SampleStatistics,
        ];
        const all = mergeStatistics([x, y, z]);
        expect(mergeStatistics([mergeStatistics([x, y]), z])).toEqual(all);
        expect(mergeStatistics([x, mergeStatistics([y, z])])).toEqual(all);
        expect(mergeStatistics([z, x, y])).toEqual(all);
        expect(JSON.stringify(toSchema(mergeStatistics([z, x, y])))).toBe(JSON.stringify(toSchema(all)));
      }),
    );
  });

  it('of one sample changes nothing, and leaves its input as it was', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        const statistics = inferSample(value);
        const copy = JSON.stringify(statistics);
        expect(mergeStatistics([statistics])).toEqual(statistics);
        expect(JSON.stringify(statistics)).toBe(copy);
      }),
    );
  });

  it('counts in how many samples a field was seen', () => {
    const schema = toSchema(mergeStatistics([{ a: 1, b: 1 }, { a: 1 }, { a: 1, b: null }].map(inferSample)));
    expect(schema).toMatchObject({ 'x-jackfield-samples': 3, required: ['a'] });
    expect(schema.properties).toMatchObject({ b: { 'x-jackfield-seen': 2, type: ['integer', 'null'] } });
    expect(schema.properties).not.toHaveProperty('a.x-jackfield-seen');
  });

  it('fills in what was null or an empty list in the first sample', () => {
    const schema = toSchema(
      mergeStatistics(
        [
          { a: null, b: [] },
          { a: { c: 1 }, b: ['x'] },
        ].map(inferSample),
      ),
    );
    expect(schema.properties).toMatchObject({
      a: { type: ['object', 'null'], properties: { c: { type: 'integer' } }, required: ['c'] },
      b: { type: 'array', items: { type: 'string' } },
    });
  });
});
