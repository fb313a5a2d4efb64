import { expect, it } from 'vitest';
import { backoffMs } from './retry.ts';
import { runLimits } from './run-limits.ts';

it('the wait between tries doubles, with jitter that never exceeds it', () => {
  const limits = runLimits({ retryBaseMs: 100 });
  for (let attempt = 1; attempt <= 4; attempt += 1) {
    const longest = 100 * 2 ** (attempt - 1);
    const waits = Array.from({ length: 100 }, () => backoffMs(attempt, limits));
    expect(Math.max(...waits)).toBeLessThanOrEqual(longest);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(longest / 2);
    expect(new Set(waits).size).toBeGreaterThan(1);
  }
});
