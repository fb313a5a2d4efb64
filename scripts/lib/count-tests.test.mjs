import { expect, test } from 'vitest';
import { countStep } from './count-tests.mjs';

test.each([
  ['a step without tests that passes is one passed', 0, undefined, { passed: 1, failed: 0 }],
  ['a step without tests that fails is one failed', 1, undefined, { passed: 0, failed: 1 }],
  ['tests are counted one by one', 1, { passed: 5, failed: 2 }, { passed: 5, failed: 2 }],
  ['a file that does not load fails, though no test of it did', 1, { passed: 5, failed: 0 }, { passed: 5, failed: 1 }],
])('%s', (_name, code, tests, expected) => {
  expect(countStep(code, tests)).toEqual(expected);
});
