import { expect, test } from 'vitest';
import { clampRatio } from './split-ratio.ts';

test.each([
  [0, 0.25],
  [0.4, 0.4],
  [1, 0.75],
])('leaves both panes room when asked for %d', (asked, ratio) => {
  expect(clampRatio(asked)).toBe(ratio);
});
