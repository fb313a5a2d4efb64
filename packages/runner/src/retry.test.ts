import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from './retry.ts';
import { runLimits } from './run-limits.ts';

const NOW = Date.parse('2026-11-22T08:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['5', 5_000],
    [' 12 ', 12_000],
    ['86400', 86_400_000],
    ['99999999999', 99_999_999_999_000],
    ['Sun, 22 Nov 2026 08:00:07 GMT', 7_000],
    ['Sunday, 22-Nov-26 08:00:07 GMT', 7_000],
    ['Sun Nov 22 08:00:07 2026', 7_000],
    ['Sun, 22 Nov 2015 08:00:07 GMT', 0],
    ['-5', null],
    ['1.5', null],
    ['5s', null],
    ['soon', null],
    ['Sunday', null],
    ['', null],
    ['1, 2', null],
  ])('%j is %j milliseconds', (value, expected) => {
    expect(retryAfterMs([['retry-after', value]], NOW)).toBe(expected);
  });

  it('sent twice counts as the last one that can be read', () => {
    const headers: [string, string][] = [
      ['retry-after', '1'],
      ['retry-after', '2'],
      ['retry-after', 'x'],
    ];
    expect(retryAfterMs(headers, NOW)).toBe(2_000);
    expect(retryAfterMs([['x', '1']], NOW)).toBeNull();
  });
});

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
