import { expect, test } from 'vitest';
import { findUnstorableText } from './unstorable-text.ts';

test('tells where a text stands that the database cannot keep', () => {
  expect(findUnstorableText({ a: [{ b: 'x\0y' }] })).toEqual(['a', 0, 'b']);
  expect(findUnstorableText({ a: 'half \ud83d' })).toEqual(['a']);
  expect(findUnstorableText({ 'a\0': 1 })).toEqual([]);
  expect(findUnstorableText('\0')).toEqual([]);
});

test('passes everything else', () => {
  expect(findUnstorableText({ text: 'é 🎉 \u0001', list: [1, null, true, ''], nothing: undefined })).toBeNull();
});
