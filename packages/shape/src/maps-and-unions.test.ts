import { describe, expect, it } from 'vitest';
import { looksLikeData } from './data-keys.ts';
import { inferSample } from './infer-sample.ts';
import { validate } from './testing/validate.ts';
import { toSchema } from './to-schema.ts';

const schemaOf = (value: unknown) => toSchema(inferSample(value));

function objectOf<T>(count: number, key: (index: number) => string, value: (index: number) => T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [key(index), value(index)]));
}

describe('a map', () => {
  it.each([
    '42',
    '15.2-15.3',
    '2026-11-22',
    '2026-11-22T10:00:00.000Z',
    '123e4567-e89b-12d3-a456-426614174000',
    'd41d8cd98f00b204e9800998ecf8427e',
    'cus_NffrFeUfNV2Hib',
    '/users/{id}',
    'https://example.com',
    'a@example.com',
    'a\0b',
    '\ud800',
    'x'.repeat(201),
  ])('has %j as a key, which looks like data', (key) => {
    expect(looksLikeData(key)).toBe(true);
    expect(schemaOf({ [key]: 1 })).toMatchObject({ additionalProperties: { type: 'integer' } });
  });

  it.each(['id', 'line1', 'address_2', '+1', '-1', '48x48', 'x-request-id', 'sha256', 'Größe', 'a.b', 'a/b', '', '_1'])(
    'does not have %j as a key, which looks like a name',
    (key) => {
      expect(looksLikeData(key)).toBe(false);
      expect(schemaOf({ [key]: 1 })).toHaveProperty('properties');
    },
  );

  it('is found where keys change from object to object', () => {
    const list = [{ m: { ab: 1, cd: 2 } }, { m: { ef: 1 } }, { m: { gh: 3, ij: 4 } }];
    expect(schemaOf(list)).toMatchObject({
      items: { properties: { m: { type: 'object', additionalProperties: { type: 'integer' } } } },
    });
  });

  it('is not made of a record with rare fields', () => {
    const names = ['twitter', 'github', 'linkedin', 'website'];
    const list = Array.from({ length: 40 }, (_, index) => ({ links: { [names[index % 4] ?? '']: 'x' } }));
    expect(schemaOf(list)).toHaveProperty('items.properties.links.properties.github');
  });

  it('is found in many objects of one make, and in codes', () => {
    const countries = objectOf(
      12,
      (index) => `country ${'abcdefghijkl'[index]}`,
      (index) => ({ capital: 'x', [`only${index}`]: 1 }),
    );
    expect(schemaOf(countries)).toHaveProperty('additionalProperties.properties.capital');
    const rates = objectOf(
      15,
      (index) => `A${String.fromCharCode(65 + index)}C`,
      (index) => index / 7,
    );
    expect(schemaOf(rates)).toMatchObject({ additionalProperties: { type: 'number' } });
  });

  it('is not made of a wide row, nor of a record that holds some objects', () => {
    const row = objectOf(
      300,
      (index) => `column_${index}_name`,
      () => 'text',
    );
    expect(schemaOf([row, row, row])).toHaveProperty('items.properties.column_7_name');
    const record = {
      id: 1,
      name: 'x',
      ...objectOf(
        20,
        (index) => `user_field_${index}x`,
        () => ({ id: 1, self: 'u' }),
      ),
    };
    expect(schemaOf(record)).toHaveProperty('properties.user_field_3x.properties.self');
  });

  it('can have named fields beside its entries', () => {
    expect(schemaOf({ total: 2, '101': { a: 1 }, '102': { a: 2 } })).toMatchObject({
      properties: { total: { type: 'integer' } },
      required: ['total'],
      additionalProperties: { type: 'object', required: ['a'] },
    });
  });

  it('stays under 2% of a body that is one big map', () => {
    const body = objectOf(
      5_000,
      (index) => `feature-${index.toString(36)}-${'abcdefg'[index % 7]}`,
      (index) => ({
        title: `Feature ${index}`,
        status: 'on',
        support: objectOf(
          12,
          (browser) => `browser${'abcdefghijkl'[browser]}`,
          (browser) => ({ added: `${browser}.${index}`, notes: [] }),
        ),
      }),
    );
    const text = JSON.stringify(body);
    expect(JSON.stringify(inferSample(body)).length).toBeLessThan(text.length * 0.02);
    expect(JSON.stringify(schemaOf(body)).length).toBeLessThan(text.length * 0.02);
    expect(validate(schemaOf(body), body)).toEqual([]);
  });
});

describe('a union', () => {
  const events = [
    { type: 'push', id: 1, commits: [] },
    { type: 'push', id: 2, commits: ['a'], forced: true },
    { type: 'issue', id: 3, title: 'x' },
    { type: 'issue', id: 4, title: 'y' },
  ];

  it('is told apart by its constant tag', () => {
    const items = schemaOf(events).items;
    expect(items).toMatchObject({
      required: ['id', 'type'],
      oneOf: [
        { properties: { type: { const: 'issue' }, title: true }, required: ['id', 'title', 'type'] },
        { properties: { type: { const: 'push' }, forced: true }, required: ['commits', 'id', 'type'] },
      ],
    });
    expect(validate(schemaOf(events), events)).toEqual([]);
    expect(validate(schemaOf(events), [{ type: 'issue', id: 1 }])).not.toEqual([]);
  });

  it('is not made when the tag says nothing about the fields, or is missing somewhere', () => {
    expect(schemaOf(events.map(({ type, id }) => ({ type, id }))).items).not.toHaveProperty('oneOf');
    expect(schemaOf([...events, { id: 1 }]).items).not.toHaveProperty('oneOf');
    const many = Array.from({ length: 26 }, (_, index) => ({ type: `t${index % 13}`, [`f${index % 13}`]: 1 }));
    expect(schemaOf(many).items).not.toHaveProperty('oneOf');
  });

  it('separates the geometries of GeoJSON', () => {
    const point = { type: 'Point', coordinates: [1, 2] };
    const group = { type: 'GeometryCollection', geometries: [point] };
    const schema = schemaOf([point, point, group, group]);
    expect(schema.items).toMatchObject({
      oneOf: [{ required: ['geometries', 'type'] }, { required: ['coordinates', 'type'] }],
    });
  });
});
