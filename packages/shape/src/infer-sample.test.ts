import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { inferSample, inferText } from './infer-sample.ts';
import { mergeStatistics } from './merge-statistics.ts';
import { sampleStatisticsSchema } from './statistics.ts';
import { jsonLists, jsonValues } from './testing/arbitraries.ts';
import { toSchema } from './to-schema.ts';

const UNSTORABLE = /\0|\p{Surrogate}/u;

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)]);
}

function nested(depth: number, open: string, close: string): string {
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

function fieldsOf(prefix: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `"${prefix}_${index}n":${index}`).join();
}

// Property tests take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('examples of numbers', () => {
  const shown = (...texts: string[]) => {
    const merged = mergeStatistics(texts.map(inferText));
    return toSchema(sampleStatisticsSchema.parse(JSON.parse(JSON.stringify(merged)))).items;
  };

  it('keep all digits, through being stored and merged, in any order', () => {
    const texts = ['[9007199254740993,1e400]', '[9007199254740992,9007199254740994]', '[0.30000000000000000001]'];
    const examples = ['0.30000000000000000001', 9007199254740992, '9007199254740993'];
    expect(shown(...texts)).toMatchObject({ type: 'number', examples });
    expect(shown(...texts.reverse())).toMatchObject({ type: 'number', examples });
  });

  it('are told whole or not by their digits', () => {
    expect(shown('[9223372036854775807,-9223372036854775808]')).toEqual({
      type: 'integer',
      examples: ['-9223372036854775808', '9223372036854775807'],
    });
    expect(shown('[12345678901234567890.5]')).toMatchObject({ type: 'number' });
  });

  it('are no texts: neither format nor length of theirs is counted', () => {
    expect(shown('["\\u0000","a",12345678901234567890]')).toMatchObject({ type: ['string', 'integer'] });
  });
});

describe('statistics of a sample', () => {
  it('are plain JSON that survives being written and read, for every JSON value', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        const statistics = inferSample(value);
        expect(JSON.parse(JSON.stringify(statistics))).toEqual(statistics);
        expect(sampleStatisticsSchema.safeParse(statistics).success).toBe(true);
      }),
    );
  });

  it('and the schema made from them hold no text that PostgreSQL cannot', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        const statistics = inferSample(value);
        expect(textsIn(statistics).filter((text) => UNSTORABLE.test(text))).toEqual([]);
        expect(textsIn(toSchema(statistics)).filter((text) => UNSTORABLE.test(text))).toEqual([]);
      }),
    );
  });

  it('are the same for any order of a list', () => {
    const shuffled = jsonLists.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(inferSample(other)).toEqual(inferSample(list));
        expect(JSON.stringify(toSchema(inferSample(other)))).toBe(JSON.stringify(toSchema(inferSample(list))));
      }),
    );
  });

  it('take a plain scalar as the whole response', () => {
    for (const text of ['"hello"', '1', '-0.5', 'true', 'null', '""', '1e400']) {
      expect(inferText(text).places, text).toHaveLength(1);
    }
  });

  it('are refused for text that is no JSON', () => {
    expect(() => inferText('{"a":')).toThrow(SyntaxError);
  });

  it.each([
    ['lists', nested(10_000, '[', ']')],
    ['objects', nested(10_000, '{"a":', '}')],
    ['both', nested(100_000, '[{"a":', '}]')],
  ])('stay small and storable for %s 10,000 deep and more', (_name, text) => {
    const statistics = inferText(text);
    expect(statistics.places.length).toBeLessThanOrEqual(201);
    expect(JSON.stringify(toSchema(statistics)).length).toBeLessThan(20_000);
  });

  it('stay small for 300,000 keys', () => {
    const entries = Array.from({ length: 300_000 }, (_, index) => [`key ${(index * 7919) % 300_007} x`, { n: index }]);
    const statistics = inferSample(Object.fromEntries(entries));
    expect(JSON.stringify(statistics).length).toBeLessThan(2_000);
    expect(toSchema(statistics).additionalProperties).toMatchObject({ properties: { n: { type: 'integer' } } });
  });

  it('stay bounded for a body that is made of nothing but different fields', () => {
    let name = 0;
    const grow = (depth: number): unknown =>
      depth === 0 ? 1 : { [`a${name++}x`]: grow(depth - 1), [`b${name++}x`]: grow(depth - 1) };
    const value = grow(18);
    const statistics = inferSample(value);
    expect(statistics.places.length).toBeLessThan(13_000);
    expect(inferSample(value)).toEqual(statistics);
  });

  it('stay bounded for a list of objects that have no field in common, at any depth', () => {
    const rows = Array.from({ length: 100 }, (_, row) => `"r${row}x":{${fieldsOf(`f${row}`, 500)}}`);
    const statistics = inferText(`[[{${rows.join()}}]]`);
    expect(statistics.places.length).toBeLessThan(13_000);
    expect(statistics.places.length).toBeGreaterThan(100);
  });

  it('are not cut for fields that turn out to be the entries of maps', () => {
    const maps = Array.from({ length: 60 }, (_, row) => `"m${row}x":{${fieldsOf(`f${row}`, 600)}}`);
    const schema = toSchema(inferText(`{"deep":{"er":{${maps.join()}}}}`));
    const { properties } = schema as { properties: { deep: { properties: { er: Record<string, unknown> } } } };
    expect(JSON.stringify(properties.deep.properties.er)).toContain('"additionalProperties":{"type":"integer"');
  });

  it('treat __proto__, constructor and other odd names as plain keys and leave Object.prototype alone', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort();
    const text =
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"prototype":3,"toString":4,"":5,"a.b":6,"a/b":7,"😀":8}';
    const schema = toSchema(inferText(text));
    const properties = schema.properties;
    expect(Object.keys(properties as object).sort()).toEqual(Object.keys(JSON.parse(text)).sort());
    expect(Object.getOwnPropertyDescriptor(properties, '__proto__')?.value).toMatchObject({
      properties: { polluted: { type: 'integer' } },
    });
    expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('keep at most three examples of at most 200 characters at each place', () => {
    const statistics = inferSample(Array.from({ length: 50 }, (_, index) => `${index}`.padStart(500, 'x')));
    const examples = statistics.places[1]?.text?.examples ?? [];
    expect(examples).toHaveLength(1);
    expect(examples[0]).toHaveLength(200);
    expect(inferSample([1, 2, 3, 4, 5]).places[1]?.numberExamples).toEqual(['1', '2', '3']);
  });
});
