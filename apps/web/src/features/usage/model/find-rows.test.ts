import { describeShape, inferSample, mergeStatistics, toSchema } from '@jackfield/shape';
import { describe, expect, test } from 'vitest';
import { cellText, compareValues } from './cell-text.ts';
import { columnsOf, findRows } from './find-rows.ts';

const fieldsOf = (data: unknown, choices = {}) =>
  describeShape(toSchema(mergeStatistics([inferSample(data)]), choices));

describe('the rows of a result', () => {
  test('are its longest list of objects, the outermost of two', () => {
    const data = { errors: [{ a: 1 }], page: { items: [{ id: 1 }, { id: 2, tags: [{ t: 1 }, { t: 2 }] }] } };
    expect(findRows(data)).toEqual({ pointer: '/page/items', rows: data.page.items });
    expect(findRows([{ id: 1 }])?.pointer).toBe('');
  });

  test('are none where there is no list of objects', () => {
    for (const data of [null, 1, 'x', {}, [], [1, 2], { a: ['x'] }, { a: [{ b: 1 }, 2] }])
      expect(findRows(data)).toBeNull();
  });

  test('have the included fields of the shape as columns, in its order', () => {
    const data = { items: [{ id: 1, name: 'x', at: '2026-01-05T09:30:00Z', deep: { a: 1 } }] };
    const rows = findRows(data);
    if (rows === null) throw new Error('There are rows.');
    const columns = columnsOf(rows, fieldsOf(data, { '/items/*/name': { isIncluded: false } }));
    expect(columns).toEqual([
      { key: 'id', type: 'number' },
      { key: 'at', type: 'date' },
      { key: 'deep', type: 'object' },
    ]);
    expect(columnsOf(rows, []).map(({ key }) => key)).toEqual(['id', 'name', 'at', 'deep']);
  });
});

describe('a cell', () => {
  test('shows nothing as nothing, and objects as JSON', () => {
    expect(cellText(null, { type: 'text' })).toMatchObject({ text: '—', isNothing: true });
    expect(cellText({ a: [1] }, { type: 'object' }).text).toBe('{"a":[1]}');
    expect(cellText(true, { type: 'boolean' }).text).toBe('yes');
  });

  test('shows a date with what was sent behind it, and a day as it is', () => {
    expect(cellText('2026-01-05T09:30:00Z', { type: 'date' })).toMatchObject({ title: '2026-01-05T09:30:00Z' });
    expect(cellText('2026-01-05', { type: 'date' }).text).toBe('2026-01-05');
    expect(cellText(1767605400, { type: 'date-unix' }).title).toBe('1767605400');
    expect(cellText('no date', { type: 'date' }).text).toBe('no date');
  });

  test('leads only to web addresses', () => {
    expect(cellText('https://a.example/x.png', { type: 'image' }).href).toBe('https://a.example/x.png');
    expect(cellText('javascript:alert(1)', { type: 'image' }).href).toBeUndefined();
  });

  test('is cut where it is long', () => {
    expect(cellText('x'.repeat(500), { type: 'text' })).toMatchObject({ text: `${'x'.repeat(200)}…` });
  });

  test('sorts numbers by size, texts with numbers in them too, and nothing last', () => {
    expect([10, null, 9].sort(compareValues)).toEqual([9, 10, null]);
    expect(['a10', 'a9', undefined, 'b'].sort(compareValues)).toEqual(['a9', 'a10', 'b', undefined]);
  });
});
