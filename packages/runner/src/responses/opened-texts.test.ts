import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunFailure } from '../run-failure.ts';
import { openedTexts, openTexts } from './opened-texts.ts';

function open(json: string, pointers: string[], depthMax = 200): string {
  const opened = openedTexts(pointers);
  if (opened === null) return json;
  return Buffer.concat(openTexts(Buffer.from(json), opened, depthMax)).toString('utf8');
}

function detailOf(json: string, pointers: string[], depthMax?: number): string {
  try {
    open(json, pointers, depthMax);
    return 'none';
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    return `${error.kind}: ${error.detail}`;
  }
}

test('what is opened becomes its text, all else stays as its bytes', () => {
  const json = `{"id": 9007199254740993, "é\\u00e9":1.10,\n "payload" : "{\\"n\\": 1.10, \\"big\\":9007199254740993}", "id":2}`;
  expect(open(json, ['/payload'])).toBe(
    '{"id": 9007199254740993, "é\\u00e9":1.10,\n "payload" : {"n": 1.10, "big":9007199254740993}, "id":2}',
  );
});

test('elements, values of maps, and texts within texts', () => {
  const inner = JSON.stringify({ deep: JSON.stringify([1, { x: '[2]' }]), other: '[3]' });
  const json = JSON.stringify({ items: [{ p: inner }, { p: null }, { q: inner }, {}], map: { a: '[1]', b: '{}' } });
  expect(JSON.parse(open(json, ['/items/*/p', '/items/*/p/deep', '/items/*/p/deep/*/x', '/map/*']))).toEqual({
    items: [{ p: { deep: [1, { x: [2] }], other: '[3]' } }, { p: null }, { q: inner }, {}],
    map: { a: [1], b: {} },
  });
  expect(open('"[1, 2]"', [''])).toBe('[1, 2]');
  expect(open('{"a/b":"[1]","*":"[2]","c":"[3]"}', ['/a~1b', '/~2'])).toBe('{"a/b":[1],"*":[2],"c":"[3]"}');
});

test('what is no text stays as it is', () => {
  for (const json of ['{"a":1}', '{"a":{"b":"x"}}', '{"a":["{}"]}', '{"b":"{}"}', '[]', 'true', '{"a":null}']) {
    expect(open(json, ['/a'])).toBe(json);
  }
});

test('a text that is no JSON is told, with where it stands and where it breaks', () => {
  expect(detailOf('{"items":[{"p":"{}"},{"p":"{\\"a\\": x}"}]}', ['/items/*/p'])).toMatch(
    /^decode: The text at \/items\/1\/p is not JSON at its line 1, column 7: /,
  );
  expect(detailOf('{"a":""}', ['/a'])).toContain('it is empty');
  expect(detailOf(JSON.stringify({ a: JSON.stringify({ b: 'no' }) }), ['/a', '/a/b'])).toContain('/a/b is not JSON');
});

test('opening makes nothing deeper than a response may be', () => {
  const json = JSON.stringify({ a: '[[[]]]' });
  expect(detailOf(json, ['/a'], 4)).toBe('none');
  expect(detailOf(json, ['/a'], 3)).toContain('/a is not JSON');
});

test('is what parsing, replacing and writing would give, for any JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
      const json = JSON.stringify(
        { before: other, a: [JSON.stringify(value), JSON.stringify(value)], after: other },
        null,
        1,
      );
      expect(JSON.parse(open(json, ['/a/*']))).toEqual(
        JSON.parse(JSON.stringify({ before: other, a: [value, value], after: other })),
      );
    }),
  );
});
