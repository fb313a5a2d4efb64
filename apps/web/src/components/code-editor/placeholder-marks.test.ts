import { expect, test } from 'vitest';
import type { PlaceholderName } from './code-languages.ts';
import { closedLength, findPlaceholders, marksOf, newInputName, openMark } from './placeholder-marks.ts';

const json = marksOf('json-template', false);
const raw = marksOf('xml-template', false);
const named = (kind: PlaceholderName['kind'], name: string): PlaceholderName => ({ kind, name, detail: '', about: [] });

test('inputs and values are found where they stand, each in the marks of its language', () => {
  expect(findPlaceholders('{"a": <my input>, "b": "{{ key }} \\\\{{x}}"}', json)).toEqual([
    { start: 6, end: 16, name: 'my input', holds: 'input' },
    { start: 24, end: 33, name: 'key', holds: 'value' },
  ]);
  expect(findPlaceholders('<a>_*_id_*_ {{k}}</a>', raw).map(({ name }) => name)).toEqual(['id', 'k']);
  expect(findPlaceholders('<a>_*_id_*_</a>', marksOf('raw-template', true)).map(({ name }) => name)).toEqual([
    'a',
    'id',
  ]);
  expect(findPlaceholders('{{a}} <b>', marksOf('json', false))).toEqual([]);
});

test('no more placeholders are looked for than are asked for', () => {
  expect(findPlaceholders('<a>'.repeat(10), json, 3)).toHaveLength(3);
});

test.each([
  ['{"a": <cus', 'input', 'cus'],
  ['{"a": "Hi {{', 'value', ''],
  ['{"a": "Hi {{ ', null, ''],
  ['{"a": <done>', null, ''],
  ['{"a": 1 < 2', null, ''],
  ['"\\{{x', null, ''],
  ['{', null, ''],
])('%s leaves %s open', (before, holds, typed) => {
  const open = openMark(before, json);
  expect(open?.mark.holds ?? null).toBe(holds);
  if (open !== null) expect(open.typed).toBe(typed);
});

test('a mark that opens and closes alike is open after every other one', () => {
  expect(openMark('<a>_*_na', raw)?.typed).toBe('na');
  expect(openMark('<a>_*_name_*_', raw)).toBeNull();
  expect(openMark('<a>_*_name_*__*_x', raw)?.typed).toBe('x');
});

test('a closing mark that stands there already, or in part, is not written twice', () => {
  expect(closedLength('}} more', '}}')).toBe(2);
  expect(closedLength('} more', '}}')).toBe(1);
  expect(closedLength(', more', '}}')).toBe(0);
});

test('a new input gets the name that was typed, or one that is free', () => {
  const names = [named('input', 'input'), named('variable', 'input_2')];
  expect(newInputName('', names)).toBe('input_3');
  expect(newInputName('amount', names)).toBe('amount');
  expect(newInputName('input', names)).toBeNull();
});
