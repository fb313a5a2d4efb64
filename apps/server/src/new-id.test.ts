import { expect, test } from 'vitest';
import { newId } from './new-id.ts';

const IDS = 40_000;

test('an id is 24 lower-case letters and digits', () => {
  for (let index = 0; index < 1000; index += 1) expect(newId()).toMatch(/^[a-z2-7]{24}$/);
});

// Five random bits at each of 24 positions: 120 in all.
test('each of 32 characters is as frequent as any other, at every position', () => {
  const counts = Array.from({ length: 24 }, () => new Map<string, number>());
  for (let index = 0; index < IDS; index += 1) {
    for (const [position, character] of [...newId()].entries()) {
      const seen = counts[position];
      seen?.set(character, (seen.get(character) ?? 0) + 1);
    }
  }
  // Eight standard deviations: by chance, one failure in 10^12 runs.
  const expected = IDS / 32;
  const tolerance = 8 * Math.sqrt(expected);
  for (const seen of counts) {
    expect(seen.size).toBe(32);
    for (const count of seen.values()) expect(Math.abs(count - expected)).toBeLessThan(tolerance);
  }
});

test('neighbouring characters are independent of each other', () => {
  const pairs = new Set<string>();
  for (let index = 0; index < IDS; index += 1) {
    const id = newId();
    for (let at = 0; at < 23; at += 1) pairs.add(`${at}${id.slice(at, at + 2)}`);
  }
  expect(pairs.size).toBe(23 * 32 * 32);
});
