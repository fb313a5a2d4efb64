import { expect, test } from 'vitest';
import { parseExactJson } from './exact-json.ts';

test('keeps the digits of numbers that would be rounded, and the rest as it is', () => {
  expect(parseExactJson('{"big": 9007199254740993, "exact": 1.5, "text": "9007199254740993"}')).toEqual({
    big: '9007199254740993',
    exact: 1.5,
    text: '9007199254740993',
  });
  expect(parseExactJson('[0.1000000000000000055511151231257827, 1e400]')).toEqual([
    '0.1000000000000000055511151231257827',
    '1e400',
  ]);
  expect(() => parseExactJson('{')).toThrow(SyntaxError);
});
