import { expect, it } from 'vitest';
import { endUsersWords, fromNow } from './health-words.ts';

const NOW = Date.UTC(2026, 0, 1);

it.each([
  [5, 'in 5 seconds'],
  [-120, '2 minutes ago'],
  [3_600, 'in 1 hour'],
  [-86_400 * 3, '3 days ago'],
])('says how far %d seconds are', (seconds, words) => {
  expect(fromNow(new Date(NOW + seconds * 1_000).toISOString(), NOW)).toBe(words);
});

it.each([
  [0, 'No end user connected yet'],
  [1, '1 end user connected'],
  [12, '12 end users connected'],
])('says how many end users are connected: %d', (count, words) => {
  expect(endUsersWords(count)).toBe(words);
});
