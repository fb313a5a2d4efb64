import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { applyChoices } from './apply-choices.ts';
import { describeShape } from './describe-shape.ts';
import { inferSample } from './infer-sample.ts';
import { jsonValues } from './testing/arbitraries.ts';
import { toSchema } from './to-schema.ts';
import { type FieldChoices, fieldPointerSchema, shapeFieldSchema } from './types.ts';

const schemaOf = (value: unknown, choices?: FieldChoices) => toSchema(inferSample(value), choices);
const payment = {
  id: 'p1',
  created: 1_700_000_000,
  amount: 12.5,
  note: null,
  lines: [{ sku: 'a', tags: ['x'] }, { sku: 'b' }],
  rates: { '2026-11-21': 1, '2026-11-22': 2 },
  grid: [[1], [2]],
};

// Property tests take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('the lines of the structured view', () => {
  it('are depth-first, with pointers, depths and types in the order of the provider', () => {
    const lines = describeShape(schemaOf(payment)).map((field) => [
      '  '.repeat(field.depth) + field.key,
      field.pointer,
      field.itemType === null ? field.type : `${field.type} of ${field.itemType}`,
    ]);
    expect(lines).toEqual([
      ['', '', 'object'],
      ['  id', '/id', 'text'],
      ['  created', '/created', 'number'],
      ['  amount', '/amount', 'number'],
      ['  note', '/note', 'json'],
      ['  lines', '/lines', 'list of object'],
      ['    sku', '/lines/*/sku', 'text'],
      ['    tags', '/lines/*/tags', 'list of text'],
      ['  rates', '/rates', 'object'],
      ['    *', '/rates/*', 'number'],
      ['  grid', '/grid', 'list of list'],
      ['    *', '/grid/*', 'list of number'],
    ]);
  });

  it('say what is optional, nullable, a map, and show examples and formats', () => {
    const fields = new Map(describeShape(schemaOf(payment)).map((field) => [field.pointer, field]));
    expect(fields.get('/lines/*/tags')).toMatchObject({ isOptional: true, isNullable: false });
    expect(fields.get('/note')).toMatchObject({ isOptional: false, isNullable: true });
    expect(fields.get('/rates')).toMatchObject({ isMap: true });
    expect(fields.get('/created')).toMatchObject({ examples: ['1700000000'], seenInSamples: 1, samples: 1 });
    expect(describeShape(schemaOf('2026-11-22'))).toMatchObject([{ type: 'date', format: 'date', pointer: '' }]);
  });

  it('fit the contract, with pointers of their own, for every JSON value', () => {
    fc.assert(
      fc.property(jsonValues, (value) => {
        const fields = describeShape(schemaOf(value));
        for (const field of fields) expect(shapeFieldSchema.safeParse(field).error).toBeUndefined();
        expect(new Set(fields.map((field) => field.pointer)).size).toBe(fields.length);
      }),
    );
  });

  it('are at most 5,000, each with a pointer that the contract takes', () => {
    const wide = Array.from({ length: 200 }, (_, index) => [
      `group${index}x`,
      Object.fromEntries(Array.from({ length: 40 }, (_, field) => [`g${index}f${field}`, field])),
    ]);
    const fields = describeShape(schemaOf([Object.fromEntries(wide.slice(0, 120)), { id: 1 }]));
    expect(fields.length).toBeLessThanOrEqual(5_000);
    const deep = JSON.parse(`${'{"a long name of a field":'.repeat(199)}1${'}'.repeat(199)}`);
    const pointers = describeShape(schemaOf(deep)).map((field) => field.pointer);
    expect(pointers.every((pointer) => fieldPointerSchema.safeParse(pointer).success)).toBe(true);
  });
});

describe('choices of the builder', () => {
  it('are shown in the lines, beside what was inferred', () => {
    const schema = schemaOf(payment, {
      '/created': { type: 'date-unix' },
      '/amount': { isIncluded: false },
      '/lines/*/sku': { isNullable: true, isOptional: true },
      '/lines': { itemType: 'json' },
      '/rates/*': { type: 'text' },
    });
    const fields = new Map(describeShape(schema).map((field) => [field.pointer, field]));
    expect(fields.get('/created')).toMatchObject({ type: 'date-unix', inferredType: 'number' });
    expect(fields.get('/amount')).toMatchObject({ isIncluded: false });
    expect(fields.get('/lines/*/sku')).toMatchObject({ isNullable: true, isOptional: true });
    expect(fields.get('/lines')).toMatchObject({ itemType: 'json' });
    expect(fields.get('/rates/*')).toMatchObject({ type: 'text', inferredType: 'number' });
  });

  it('change required and type of the schema, and can be taken back', () => {
    const schema = schemaOf(payment, { '/id': { isOptional: true, isNullable: true } });
    expect(schema.required).not.toContain('id');
    expect(schema.properties).toMatchObject({
      id: { type: ['string', 'null'], 'x-jackfield-inferred': { isOptional: false, isNullable: false } },
    });
    const back = applyChoices(schema, { '/id': { isOptional: false, isNullable: false } });
    expect(back.required).toContain('id');
    expect(back.properties).toMatchObject({ id: { type: 'string' } });
  });

  it('reach fields of any name', () => {
    const names = ['__proto__', 'constructor', '', 'a.b', 'a/b', 'a~1b', '~', '*', '😀'];
    const value = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:1`).join(',')}}`);
    const pointers = describeShape(schemaOf(value)).map((field) => field.pointer);
    const choices: FieldChoices = Object.fromEntries(
      pointers.slice(1).map((pointer) => [pointer, { type: 'text' as const }]),
    );
    const fields = describeShape(schemaOf(value, choices)).slice(1);
    expect(fields.map((field) => field.key).sort()).toEqual([...names].sort());
    expect(fields.every((field) => field.type === 'text')).toBe(true);
  });

  it('leave the given schema alone and pass over fields it does not have', () => {
    const schema = schemaOf(payment);
    const text = JSON.stringify(schema);
    const choices: FieldChoices = { '/gone': { type: 'text' }, '/id/deeper': { isOptional: true }, '/__proto__': {} };
    expect(applyChoices(schema, choices)).toEqual(schema);
    applyChoices(schema, { '/id': { type: 'file' } });
    expect(JSON.stringify(schema)).toBe(text);
  });

  it('take a field out of what a union requires', () => {
    const list = ['a', 'a', 'b', 'b'].map((type) => ({ type, [`only_${type}`]: 1 }));
    const schema = schemaOf(list, { '/*/only_a': { isOptional: true }, '/*/type': { isOptional: true } });
    expect(schema.items).toMatchObject({ oneOf: [{ required: [] }, { required: ['only_b'] }] });
  });
});
