import { expect, test } from 'vitest';
import { valueAt } from './value-at.ts';

const BODY = '{"id":9007199254740993,"items":[{"n":null},{"n":1.5,"t":"{\\"x\\":true}"}],"a/b":"","o":{}}';
const at = (pointer: string) => valueAt([BODY.slice(0, 9), BODY.slice(9)], BODY.length, pointer);

test('finds the first single value at a pointer, with all its digits, also in a text that is opened', () => {
  expect(at('/id')).toBe('9007199254740993');
  expect(at('/items/*/n')).toBe('1.5');
  expect(at('/items/*/t/x')).toBe('true');
  expect(at('/a~1b')).toBe('');
});

test('finds nothing where there is no single value, or no JSON', () => {
  for (const pointer of ['/o', '/none', '/id/x', '']) expect(at(pointer)).toBeNull();
  expect(valueAt(['<a/>'], 4, '/a')).toBeNull();
  expect(valueAt([BODY], 6_000_000, '/id')).toBeNull();
});
