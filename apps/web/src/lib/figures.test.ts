import { expect, test } from 'vitest';
import { byteWords, durationWords } from './figures.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_400, '1.4 kB'],
  [999_999, '1.0 MB'],
  [52_428_800, '52.4 MB'],
])('tells %d bytes as %s', (bytes, words) => {
  expect(byteWords(bytes)).toBe(words);
});

test.each([
  [0.41, '0.4 ms'],
  [182.4, '182 ms'],
  [1_250, '1.25 s'],
  [50_000, '50.0 s'],
])('tells %d milliseconds as %s', (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
