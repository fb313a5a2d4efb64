import { expect, test } from 'vitest';
import { bodyForm, findInParts, stretchOf } from './body-text.ts';

test.each([
  ['application/json; charset=utf-8', false, 'json', 'json', 'application/json'],
  ['application/problem+json', false, 'json', 'json', 'application/json'],
  ['application/x-ndjson', false, 'json', 'ndjson', 'application/x-ndjson'],
  ['text/html; charset=utf-8', false, 'xml', 'html', 'text/html'],
  ['application/atom+xml', false, 'xml', 'xml', 'application/xml'],
  ['text/csv', false, 'text', 'csv', 'text/csv'],
  ['text/plain', true, 'json', 'json', 'application/json'],
  ['text/plain', false, 'text', 'txt', 'text/plain'],
  ['', false, 'text', 'txt', 'text/plain'],
])('a body of %j, JSON: %s, is shown as %s and kept as .%s of %s', (type, isJson, language, extension, kept) => {
  expect(bodyForm([['Content-Type', type]], isJson)).toMatchObject({ language, extension, type: kept });
});

test('a body is shown stretch by stretch, and whole where it is short enough', () => {
  expect(stretchOf(['ab', 'cd'], 0, 4)).toEqual({ text: 'abcd', isCut: false });
  expect(stretchOf(['ab', 'cd', 'ef'], 0, 3)).toEqual({ text: 'abc', isCut: true });
  expect(stretchOf(['ab', 'cd', 'ef'], 3, 9)).toEqual({ text: 'def', isCut: false });
  expect(stretchOf([], 0, 3)).toEqual({ text: '', isCut: false });
});

test('a character of two units is shown whole or not at all', () => {
  expect(stretchOf(['a😀b'], 0, 2)).toEqual({ text: 'a', isCut: true });
  expect(stretchOf(['a😀b'], 2, 9)).toEqual({ text: '😀b', isCut: false });
});

test('a text is found across the borders of parts, from where one stands and then from the beginning', async () => {
  const { signal } = new AbortController();
  const parts = ['xxHel', 'lo', ' hel', 'lo'];
  expect(await findInParts(parts, 'hello', 0, signal)).toBe(2);
  expect(await findInParts(parts, 'hello', 3, signal)).toBe(8);
  expect(await findInParts(parts, 'hello', 9, signal)).toBe(2);
  expect(await findInParts(parts, 'none', 0, signal)).toBeNull();
});
