import { expect, test } from 'vitest';
import { formatSince } from './format-time.ts';

test.each([
  [20_000, 'a moment ago'],
  [60_000, '1 minute ago'],
  [3_600_000 * 5, '5 hours ago'],
  [86_400_000, 'yesterday'],
  [86_400_000 * 3, '3 days ago'],
])('%i ms are told as %s', (ms, words) => {
  expect(formatSince(1_000, 1_000 + ms)).toBe(words);
});
