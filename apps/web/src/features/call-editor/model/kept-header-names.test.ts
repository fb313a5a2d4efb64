import { expect, test } from 'vitest';
import { readHeaderNames } from './kept-header-names.ts';

test('names are kept in lower case, once', () => {
  expect(readHeaderNames(['X-Total-Count', 'x-total-count', ' Link: '])).toEqual({
    names: ['x-total-count', 'link'],
    problem: null,
  });
});

test('what is no name, or is never given back, is left out and told', () => {
  expect(readHeaderNames(['link', 'a b'])).toMatchObject({ names: ['link'], problem: expect.stringContaining('a b') });
  expect(readHeaderNames(['Set-Cookie'])).toMatchObject({ names: [], problem: expect.stringContaining('set-cookie') });
});
