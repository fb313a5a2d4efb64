import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { formatOf, TEXT_FORMATS } from './formats.ts';
import { inferSample, inferText } from './infer-sample.ts';
import { mergeStatistics } from './merge-statistics.ts';
import { jsonLists, jsonValues } from './testing/arbitraries.ts';
import { compileValidator } from './testing/validate.ts';
import { toSchema } from './to-schema.ts';
import type { ShapeSchema } from './types.ts';

const schemaOf = (value: unknown): ShapeSchema => toSchema(inferSample(value));
const itemsOf = (list: unknown[]) => schemaOf(list).items;
const repeat = <T>(times: number, ...values: T[]): T[] => Array.from({ length: times }, () => values).flat();

// Property tests take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the schema of a shape', () => {
  it('accepts every sample it was made from, says an independent validator', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(jsonValues, jsonLists), { minLength: 1, maxLength: 4 }), (values) => {
        const schema = toSchema(mergeStatistics(values.map(inferSample)));
        const check = compileValidator(schema);
        for (const value of values) expect(check(value)).toEqual([]);
      }),
    );
  });

  it('names its dialect and how many samples it was made from', () => {
    expect(schemaOf({})).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      'x-jackfield-samples': 1,
      type: 'object',
    });
  });

  it('requires a key only when every object has it', () => {
    expect(itemsOf([{ a: 1, b: 1 }, { a: 2 }, { a: 3, c: 1 }])).toMatchObject({ required: ['a'] });
  });

  it('makes scalars and objects nullable when one of them was null, with the keys inside still optional', () => {
    const items = itemsOf([
      { n: 1, o: null },
      { n: null, o: { x: 1, y: 2 } },
      { n: 2, o: { x: 1 } },
    ]);
    expect(items).toMatchObject({
      properties: {
        n: { type: ['integer', 'null'] },
        o: { type: ['object', 'null'], required: ['x'], properties: { y: { type: 'integer' } } },
      },
    });
  });

  it('unites text, number and object', () => {
    expect(itemsOf([{ v: 'a' }, { v: 1 }, { v: { w: 1 } }])).toMatchObject({
      properties: { v: { type: ['object', 'string', 'integer'], properties: { w: { type: 'integer' } } } },
    });
  });

  it('tells integers and numbers apart, and merges them to number', () => {
    expect(itemsOf([1, 2])).toMatchObject({ type: 'integer' });
    expect(itemsOf([1, 2.5])).toMatchObject({ type: 'number' });
    expect(toSchema(inferText('[1.5, 12345678901234567890]'))).toMatchObject({ items: { type: 'number' } });
  });

  it('merges mixed elements with null, and lists of mixed lists', () => {
    expect(itemsOf([1, 'a', null])).toMatchObject({ type: ['string', 'integer', 'null'] });
    expect(itemsOf([[1], ['a', null], [[true]]])).toMatchObject({
      type: 'array',
      items: { type: ['array', 'string', 'integer', 'null'], items: { type: 'boolean' } },
    });
  });

  it('says nothing of the type where only null was seen', () => {
    expect(schemaOf({ a: null }).properties).toEqual({ a: { 'x-jackfield-only-null': true } });
  });

  it.each([
    ['date-time', '2026-11-22T10:20:30Z', '2026-02-30T10:20:30Z'],
    ['date-time', '2026-11-22t10:20:30.123456+05:30', '2026-11-22T25:20:30Z'],
    ['date-time', '2024-02-29T23:59:59-00:00', '2026-11-22T10:20:30'],
    ['date', '2026-11-22', '2026-02-30'],
    ['date', '2024-02-29', '2023-02-29'],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123e4567-e89b-12d3-a456-42661417400g'],
    ['email', 'a.b+c@example.co.uk', 'a@b@example.com'],
    ['uri', 'https://api.example.com:8443/a%20b/c?d=[1'.replace('[', ''), 'https://example.com/{id}'],
    ['uri', 'git://github.com/o/r.git', 'https://'],
    ['ipv4', '192.168.0.1', '192.168.0.256'],
    ['ipv6', '2001:db8::8a2e:370:7334', '2001:db8:::1'],
    ['ipv6', '::ffff:192.0.2.1', '1:2:3:4:5:6:7'],
  ])('gives the format %s to %s, and not to %s', (format, good, bad) => {
    expect(itemsOf([good, good])).toMatchObject({ format });
    expect(itemsOf([good, bad])).not.toHaveProperty('format');
    expect(itemsOf([good, ''])).not.toHaveProperty('format');
  });

  it('never claims a format that an independent validator denies', () => {
    const alphabet = fc.constantFrom(...'0123456789abcfxyzTZ-:.@/%?#[]+ ~_é'.split(''));
    const text = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.emailAddress(),
      fc.ipV4(),
      fc.ipV6(),
      fc.uuid(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.string({ unit: alphabet, maxLength: 40 }),
      fc.string({ unit: alphabet, maxLength: 30 }).map((rest) => `http://${rest}`),
      fc.string({ unit: alphabet, maxLength: 30 }).map((rest) => `a@${rest}`),
    );
    const validators = new Map(TEXT_FORMATS.map((format) => [format, compileValidator({ type: 'string', format })]));
    fc.assert(
      fc.property(text, (value) => {
        const format = formatOf(value);
        if (format === null) return;
        expect(validators.get(format)?.(value)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('lists the values of an enum: at most 12 short words, each seen twice among ten or more', () => {
    expect(itemsOf(repeat(5, 'open', 'closed'))).toMatchObject({ enum: ['closed', 'open'] });
    expect(itemsOf(repeat(5, 'open', null))).not.toHaveProperty('enum');
    expect(itemsOf(repeat(10, 'open', null))).toMatchObject({ enum: ['open', null] });
    expect(itemsOf(repeat(4, 'open', 'closed'))).not.toHaveProperty('enum');
    expect(itemsOf([...repeat(5, 'open', 'closed'), 'draft'])).not.toHaveProperty('enum');
    expect(itemsOf(repeat(2, ...'abcdefghijkl'.split('')))).toMatchObject({ enum: 'abcdefghijkl'.split('') });
    expect(itemsOf(repeat(2, ...'abcdefghijklm'.split('')))).not.toHaveProperty('enum');
    expect(itemsOf(repeat(5, 'open', 'x'.repeat(60)))).not.toHaveProperty('enum');
    expect(itemsOf(repeat<unknown>(5, 'open', 1))).not.toHaveProperty('enum');
    expect(itemsOf(repeat(10, '2026-11-22'))).not.toHaveProperty('enum');
  });

  it('never makes an enum of masked values', () => {
    for (const masked of [
      '{{stripe_key}}',
      'Bearer {{stripe_key}}',
      '••••1234',
      '••••',
      '____',
      'sk-____',
      'key....',
      '****',
      '====',
    ]) {
      expect(itemsOf(repeat(10, 'open', masked)), masked).not.toHaveProperty('enum');
    }
  });

  it('keeps the order in which the provider sends its fields', () => {
    const schema = itemsOf([
      { zebra: 1, apple: 2, mango: 3 },
      { zebra: 1, extra: 0, apple: 2, mango: 3 },
    ]);
    expect(schema).toMatchObject({
      properties: {
        extra: { 'x-jackfield-order': 1 },
        apple: { 'x-jackfield-order': 2 },
        mango: { 'x-jackfield-order': 3 },
      },
    });
  });

  it('can be made from statistics that were stored', () => {
    const statistics = inferText('[{"a":1,"type":"x"},{"b":[{"__proto__":1}]}]');
    expect(toSchema(JSON.parse(JSON.stringify(statistics)))).toEqual(toSchema(statistics));
  });
});
