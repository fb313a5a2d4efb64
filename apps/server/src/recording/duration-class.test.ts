import { expect, test } from 'vitest';
import { durationClass, percentile } from './duration-class.ts';

function classesOf(durations: readonly number[]) {
  const counts = new Map<number, number>();
  for (const ms of durations) counts.set(durationClass(ms), (counts.get(durationClass(ms)) ?? 0) + 1);
  return [...counts]
    .map(([durationClass, runs]) => ({ durationClass, runs }))
    .toSorted((a, b) => a.durationClass - b.durationClass);
}

test('a percentile of classes is within 5 % of the exact one', () => {
  const durations = Array.from({ length: 10_000 }, (_, index) => 2 + ((index * 7919) % 9_973));
  const sorted = durations.toSorted((a, b) => a - b);
  for (const share of [0.01, 0.5, 0.95, 0.99, 1]) {
    const exact = sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
    const told = percentile(classesOf(durations), share) ?? 0;
    expect(Math.abs(told - exact) / exact).toBeLessThan(0.06);
  }
});

test('no runs have no percentile, and the shortest take a millisecond', () => {
  expect(percentile([], 0.5)).toBeNull();
  expect(percentile(classesOf([0, 0.2, 1]), 0.95)).toBe(1);
});
