import { expect, test } from 'vitest';
import { refusalHint } from './refusal-words.ts';

test('has one thing to try for every status that is not 2xx', () => {
  expect(refusalHint(401)).toContain('authentication');
  expect(refusalHint(404)).toContain('URL');
  expect(refusalHint(302)).toContain('Location');
  expect(refusalHint(503)).toContain('later');
  expect(refusalHint(418)).toContain('what the API says');
});
