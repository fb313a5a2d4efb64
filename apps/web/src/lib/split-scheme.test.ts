import { expect, test } from 'vitest';
import { splitScheme } from './split-scheme.ts';

test.each([
  ['Bearer sk_live_123', 'Bearer ', 'sk_live_123'],
  ['sk_live_123', '', 'sk_live_123'],
  ['bearer', '', 'bearer'],
])('takes %j apart without losing a character', (value, scheme, key) => {
  expect(splitScheme(value)).toEqual({ scheme, key });
});
