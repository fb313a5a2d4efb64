import { expect, test } from 'vitest';
import { bars, HEIGHT, line } from './chart-shapes.ts';

const point = (p50Ms: number | null) => ({
  startsAt: '2026-01-01T00:00:00.000Z',
  runs: 1,
  failed: 0,
  p50Ms,
  p95Ms: null,
});

test('a single failure among many is seen, and no bar is higher than the drawing', () => {
  const [tall, none, one] = bars(
    [
      { runs: 1_000_000, failed: 1 },
      { runs: 0, failed: 0 },
      { runs: 1, failed: 1 },
    ],
    1_000_000,
    300,
  );
  expect(tall?.failedHeight).toBe(1);
  expect(tall?.failedY).toBe(0);
  expect((tall?.okHeight ?? 0) + (tall?.failedHeight ?? 0)).toBeLessThanOrEqual(HEIGHT);
  expect([none?.okHeight, none?.failedHeight]).toEqual([0, 0]);
  expect([one?.okHeight, one?.failedHeight]).toEqual([0, 1]);
});

test('a line breaks off where nothing ran', () => {
  expect(line([point(10), point(20), point(null), point(20)], 'p50Ms', 20, 400)).toBe(
    'M25.0 32.0L50.0 32.0L150.0 1.0M325.0 1.0L350.0 1.0',
  );
  expect(line([point(null)], 'p50Ms', 1, 400)).toBe('');
});
