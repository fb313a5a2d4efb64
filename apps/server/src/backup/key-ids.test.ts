import { expect, test } from 'vitest';
import { findKeyIds, formatKeys, hasEveryKey } from './key-ids.ts';

const ZEROS = '0'.repeat(64);

test('the ids of the keys in a text, and none for a text without a valid key', () => {
  expect(findKeyIds(`${ZEROS},${'1'.repeat(64)}\n`)).toEqual(['66687aad', '02d449a3']);
  expect(findKeyIds('not a key')).toEqual([]);
  expect(findKeyIds('')).toEqual([]);
});

test('keys cover those that are needed only if each is there', () => {
  expect(hasEveryKey(['a', 'b'], ['b'])).toBe(true);
  expect(hasEveryKey(['a'], ['a', 'b'])).toBe(false);
});

test('one key and several', () => {
  expect(formatKeys(['a'])).toBe('master key a');
  expect(formatKeys(['a', 'b'])).toBe('master keys a, b');
});
