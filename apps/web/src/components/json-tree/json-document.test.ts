import { describe, expect, test } from 'vitest';
import { JsonDocument } from './json-document.ts';

const TEXT = ` {"id": 12345678901234567890, "id":1.50, "rows":[{"a":"x, \\"]}","b":null},{"b":[1,2,[3]]}], "a b":{}, "é":true }`;

function lines(document: JsonDocument, start = 0, count = 100): string[] {
  return document
    .rows(start, count)
    .map(({ depth, key, text, count: size }) => `${'  '.repeat(depth)}${key ?? '$'} ${size ?? text}`);
}

describe('a JSON text as lines', () => {
  test('shows numbers and members of one name as they were sent', () => {
    expect(lines(new JsonDocument(TEXT))).toEqual([
      '$ 5',
      '  id 12345678901234567890',
      '  id 1.50',
      '  rows 2',
      '  a b 0',
      '  é true',
    ]);
  });

  test('opens and closes, and any stretch of the lines is the same as in all', () => {
    const document = new JsonDocument(TEXT);
    expect(document.toggle([2])).toBe(8);
    expect(document.toggle([2, 1])).toBe(9);
    expect(document.openToDepth(9)).toEqual({ rowCount: 15, isCut: false });
    const all = lines(document);
    expect(all.slice(3, 8)).toEqual(['  rows 2', '    0 2', '      a "x, \\"]}"', '      b null', '    1 1']);
    for (let start = 0; start < all.length; start += 1) {
      for (const count of [1, 3, 50]) expect(lines(document, start, count)).toEqual(all.slice(start, start + count));
    }
    expect(document.toggle([2])).toBe(6);
    expect(lines(document)).toHaveLength(6);
  });

  test('names and copies what stands somewhere', () => {
    const document = new JsonDocument(TEXT);
    expect(document.pathOf([2, 1, 0, 2, 0])).toBe('$.rows[1].b[2][0]');
    expect(document.pathOf([3])).toBe('$["a b"]');
    expect(document.valueOf([2, 1])).toBe('{"b":[1,2,[3]]}');
    expect(document.valueOf([1])).toBe('1.50');
    expect(document.valueOf([])).toBe(TEXT.trim());
  });

  test('finds a text without regard to case, and opens what it stands in', () => {
    const document = new JsonDocument(TEXT);
    const [first] = document.search('X, ');
    expect(document.reveal(first ?? -1)).toEqual({ row: 5, rowCount: 10 });
    expect(lines(document)[5]).toContain('x, ');
    expect(document.search('"B"')).toHaveLength(2);
    expect(document.search('$.')).toEqual([]);
  });

  test('leads by keys to the last member of a name', () => {
    const document = new JsonDocument(TEXT);
    expect(document.placeOf(['id'])).toEqual([1]);
    expect(document.placeOf(['rows', 1, 'b', 0])).toEqual([2, 1, 0, 0]);
    expect(document.match([2, 1, 0]).key).toBe('$.rows[1].b');
  });

  test('has a table of a list of objects, and of nothing else', () => {
    const document = new JsonDocument(TEXT);
    expect(document.table([2], 0, 10)).toEqual({
      columns: ['a', 'b'],
      rows: [
        ['"x, \\"]}"', 'null'],
        [null, '[1,2,[3]]'],
      ],
      total: 2,
    });
    expect(document.table([], 0, 10)).toBeNull();
    expect(new JsonDocument('[1,2]').table([], 0, 10)).toBeNull();
  });

  test.each(['1', '"x"', 'null', '[]', '{}', '', '{"a', '[1,2', '{"a":}', '[[[['])(
    'takes %j without end or fault',
    (text) => {
      const document = new JsonDocument(text);
      document.openToDepth(5);
      expect(document.rows(0, 10).length).toBe(Math.min(document.rowCount, 10));
    },
  );

  test('opens no more at once than can be looked at', () => {
    const text = JSON.stringify(Array.from({ length: 10 }, (_, id) => ({ id, name: `n${id}` })));
    expect(new JsonDocument(text).openToDepth(3, 15)).toEqual({ isCut: true, rowCount: 17 });
  });
});
