import { expect, test } from 'vitest';
import { conflictValue, conflictWords } from './merge-words.ts';

test.each([
  [['name'], 'Name'],
  [['document', 'url'], 'URL'],
  [['document', 'headers', '4f2a', 'value'], 'Header value'],
  [['document', 'headers', '4f2a'], 'Header'],
  [['document', 'inputs', 'id', 'testValue'], 'Input id test value'],
])('tells %j as %s', (path, words) => {
  expect(conflictWords(path)).toBe(words);
});

test('tells a deleted row from an empty text', () => {
  expect(conflictValue(undefined)).toBe('deleted');
  expect(conflictValue('')).toBe('empty');
  expect(conflictValue({ id: 'a', key: 'X-A', value: '1' })).toBe('X-A: 1');
});
