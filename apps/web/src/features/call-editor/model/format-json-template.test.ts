import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatJsonTemplate } from './format-json-template.ts';

test('lays any JSON out as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: true }), (value) => {
      const source = JSON.stringify(value);
      // Text that looks like a placeholder is one.
      fc.pre(!/[<{]\{|</.test(source.replaceAll('{"', '')));
      expect(formatJsonTemplate(source)).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test('keeps placeholders, numbers and escapes as they were', () => {
  expect(formatJsonTemplate('{"a":<amount>,"b":[ 1.0,{{v}} ],"c":"For <name of>, \\u003c {x}","d":{}}')).toBe(
    '{\n  "a": <amount>,\n  "b": [\n    1.0,\n    {{v}}\n  ],\n  "c": "For <name of>, \\u003c {x}",\n  "d": {}\n}',
  );
});

test('leaves a template alone that is not valid', () => {
  expect(formatJsonTemplate('{"a": }')).toBeNull();
});
