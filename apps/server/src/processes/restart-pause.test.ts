import { expect, test } from 'vitest';
import { RestartPause } from './restart-pause.ts';

test('pauses double up to half a minute, and start small again after a quiet minute', () => {
  const pause = new RestartPause();
  const pauses = Array.from({ length: 11 }, (_, index) => pause.nextMs(index * 1_000));
  expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
  expect(pause.nextMs(10_000 + 60_001)).toBe(100);
  expect(pause.nextMs(10_000 + 60_002)).toBe(200);
});
