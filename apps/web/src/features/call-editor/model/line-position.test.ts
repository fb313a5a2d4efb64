import { expect, test } from 'vitest';
import { linePosition } from './line-position.ts';

test.each([
  ['abc', 0, 1, 1],
  ['abc', 3, 1, 4],
  ['a\nbc', 2, 2, 1],
  ['a\r\n\r\nbc', 6, 3, 2],
  ['a\n', 1, 1, 2],
])('%j at %i is line %i, column %i', (text, offset, line, column) => {
  expect(linePosition(text, offset)).toEqual({ line, column });
});
