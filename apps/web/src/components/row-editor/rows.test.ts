import type { ParameterRow, Row } from '@jackfield/connector';
import { describe, expect, test } from 'vitest';
import {
  dropRow,
  emptyRow,
  inputNameFor,
  insertPasted,
  moveRow,
  readPastedRows,
  toFixedRow,
  toInputRow,
} from './rows.ts';

const fixed = (id: string, value = ''): Row => ({ ...emptyRow(id), key: id, kind: 'fixed', value });

describe('rows', () => {
  test('keeps the place and the description when the kind changes and back', () => {
    const row: ParameterRow = {
      id: 'a',
      key: 'page',
      isEnabled: false,
      description: 'which page',
      kind: 'fixed',
      value: '2',
      place: 'body',
    };
    const { row: asInput, testValue } = toInputRow(row, 'page');
    expect(asInput).toEqual({
      id: 'a',
      key: 'page',
      isEnabled: false,
      description: 'which page',
      place: 'body',
      kind: 'input',
      input: 'page',
      template: '<value>',
      listFormat: 'repeat',
      dateFormat: 'date-time',
    });
    expect(testValue).toBe('2');
    expect(toFixedRow(asInput, testValue)).toEqual(row);
  });

  test('takes a fixed text that holds <value> as the template', () => {
    const { row, testValue } = toInputRow(fixed('a', 'Bearer <value>'), 'token');
    expect(row).toMatchObject({ kind: 'input', template: 'Bearer <value>' });
    expect(testValue).toBe('');
  });

  test('leaves the order alone when a row is moved past the end', () => {
    const rows = [fixed('a'), fixed('b')];
    expect(moveRow(rows, 'b', 1)).toEqual(rows);
    expect(moveRow(rows, 'b', -1).map((row) => row.id)).toEqual(['b', 'a']);
  });

  test('puts a dropped row at the edge that was met', () => {
    const rows = ['a', 'b', 'c'].map((id) => fixed(id));
    const order = (...drop: [string, string, 'top' | 'bottom']) => dropRow(rows, ...drop).map((row) => row.id);
    expect(order('c', 'a', 'top')).toEqual(['c', 'a', 'b']);
    expect(order('a', 'b', 'bottom')).toEqual(['b', 'a', 'c']);
    expect(order('a', 'c', 'bottom')).toEqual(['b', 'c', 'a']);
    expect(order('a', 'a', 'bottom')).toEqual(['a', 'b', 'c']);
    expect(order('a', 'gone', 'top')).toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['X-Request-Id', 'X-Request-Id'],
    ['filter[x]', 'filter_x'],
    ['9lives', 'lives'],
    ['日本', 'value'],
    ['', 'value'],
    ['page', 'page_2'],
  ])('makes an input name from the key %j', (key, name) => {
    expect(inputNameFor(key, (taken) => taken === 'page')).toBe(name);
  });

  test('reads pasted header lines, with switched-off ones', () => {
    expect(readPastedRows('Accept: text/html, */*\r\nX-A:b:c\n\n// X-Off: 1\n')).toEqual([
      { key: 'Accept', value: 'text/html, */*', isEnabled: true },
      { key: 'X-A', value: 'b:c', isEnabled: true },
      { key: 'X-Off', value: '1', isEnabled: false },
    ]);
  });

  test('reads a pasted query', () => {
    expect(readPastedRows('?a=1&b=x%20y')).toEqual([
      { key: 'a', value: '1', isEnabled: true },
      { key: 'b', value: 'x y', isEnabled: true },
    ]);
  });

  test.each(['hello', 'a: b', 'https://example.com/?a=1', 'two\nplain lines'])('leaves %j alone as text', (text) => {
    expect(readPastedRows(text)).toBeNull();
  });

  test('replaces the empty row that was pasted into, and follows a filled one', () => {
    const pasted = [fixed('p')];
    const ids = (rows: Row[]) => rows.map((row) => row.id);
    expect(ids(insertPasted([fixed('a', '1'), emptyRow('b')], 'b', pasted))).toEqual(['a', 'p']);
    expect(ids(insertPasted([fixed('a', '1'), emptyRow('b')], 'a', pasted))).toEqual(['a', 'p', 'b']);
    expect(ids(insertPasted([fixed('a', '1')], 'new', pasted))).toEqual(['a', 'p']);
  });
});
