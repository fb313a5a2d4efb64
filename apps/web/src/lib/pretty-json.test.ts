import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prettyJson } from './pretty-json.ts';

test('lays any JSON out as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('keeps numbers and escapes as they were sent', () => {
  expect(prettyJson('{"id":12345678901234567890,"a":1.0,"b":"\\u003c"}')).toBe(
    '{\n  "id": 12345678901234567890,\n  "a": 1.0,\n  "b": "\\u003c"\n}',
  );
});

test('ignores the layout that was there before', () => {
  expect(prettyJson('{ "a" :\n\n [ ] , "b": { } }')).toBe('{\n  "a": [],\n  "b": {}\n}');
});

test('keeps members of the same name, and text that is cut off', () => {
  expect(prettyJson('{"a":1,"a":2,"b":["x')).toBe('{\n  "a": 1,\n  "a": 2,\n  "b": [\n    "x');
});
