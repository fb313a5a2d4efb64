import { expect, test } from 'vitest';
import { timingBars } from './timing-bars.ts';

const timing = { startedAt: '', dnsMs: 10, connectMs: 20, tlsMs: null, firstByteMs: 50, downloadMs: 10, totalMs: 100 };

test('puts the steps that happened one after another within the whole', () => {
  const bars = timingBars(timing);
  expect(bars.map((bar) => bar.label)).not.toContain('Agree on encryption');
  const last = bars.at(-1);
  expect(last && last.start + last.length).toBeCloseTo(1);
  expect(bars.reduce((sum, bar) => sum + bar.ms, 0)).toBe(100);
});

test('never divides by nothing', () => {
  const none = { startedAt: '', dnsMs: 0, connectMs: null, tlsMs: null, firstByteMs: null, downloadMs: null };
  expect(timingBars({ ...none, totalMs: 0 })).toEqual([{ label: 'Look up the host', ms: 0, start: 0, length: 0 }]);
});
