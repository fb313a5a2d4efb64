import { expect, test } from 'vitest';
import { formatBytes } from './format-bytes.ts';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_500, '1.5 kB'],
  [123_456_789, '123 MB'],
  [2e13, '20.0 TB'],
])('%d is written as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
