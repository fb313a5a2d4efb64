import { expect, test } from 'vitest';
import { HEIGHT_MAX_PX, scaleRows } from './scaled-rows.ts';

test('lines of a short list stand where they are, and those of an endless one are all reached', () => {
  const short = scaleRows(100, 24, 480);
  expect([short.height, short.rowAt(240), short.topOf(10)]).toEqual([2_400, 10, 240]);
  const long = scaleRows(5_000_000, 24, 480);
  expect(long.height).toBe(HEIGHT_MAX_PX);
  expect(long.rowAt(HEIGHT_MAX_PX - 480)).toBe(5_000_000 - 20);
  expect(long.rowAt(long.topOf(2_345_678))).toBeGreaterThanOrEqual(2_345_677);
});
