import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runLimits } from './run-limits.ts';

it('the limits in time are those that docs/errors.md tells', () => {
  const limits = runLimits(undefined);
  const seconds = (ms: number): string => `${ms / 1_000} s`;
  const errors = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  expect(errors).toContain(
    `connecting (${seconds(limits.connectMs)}), the first byte (${seconds(limits.firstByteMs)}; POST and PATCH ` +
      `${seconds(limits.firstByteUnrepeatableMs)}), between two parts of the body (${seconds(limits.betweenBytesMs)}), ` +
      `or the whole run (${limits.wholeRunMs / 60_000} min)`,
  );
});
