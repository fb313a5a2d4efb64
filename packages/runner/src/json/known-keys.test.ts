import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonScanner } from './json-scanner.ts';

/** One key in several spellings, keys that begin alike, and one that is too long to be remembered. */
const KEYS = ['a', '\\u0061', 'ab', 'abc', 'b', '', 'é', '\\u00e9', 'k'.repeat(100), 'x\\n'];
/** Rows as APIs send them: mostly the same keys in the same order, then one with another, one less, or one twice. */
const rows = fc
  .record({
    usual: fc.array(fc.constantFrom(...KEYS), { maxLength: 30 }),
    unusual: fc.array(fc.array(fc.constantFrom(...KEYS), { maxLength: 30 }), { maxLength: 4 }),
    order: fc.array(fc.nat({ max: 9 }), { maxLength: 30 }),
  })
  .map(({ usual, unusual, order }) => order.map((which) => unusual[which] ?? usual));

const objectOf = (keys: string[], inner: string) => `{${keys.map((key) => `"${key}":${inner}`).join(', ')}}`;

function repeatedIn(keys: string[]): number {
  return keys.length - new Set(keys.map((key) => JSON.parse(`"${key}"`))).size;
}

describe('keys that stand twice', () => {
  it.each([1, 3, 50, 100_000])('are counted in objects that look alike, in pieces of up to %i bytes', (pieceMax) => {
    const property = fc.property(
      rows,
      fc.integer({ min: 1, max: pieceMax }),
      fc.boolean(),
      (lists, piece, isNested) => {
        const inner = isNested ? '[{"id": 1, "n": {"id": 2}}]' : '12';
        const bytes = Buffer.from(`[${lists.map((keys) => objectOf(keys, inner)).join(',')}]`);
        const scanner = new JsonScanner(200);
        for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
        expect(scanner.finish()).toBeNull();
        expect(scanner.repeatedKeysCount).toBe(lists.reduce((sum, keys) => sum + repeatedIn(keys), 0));
        for (const { start, end } of scanner.repeatedKeys) expect(KEYS).toContain(bytes.toString('utf8', start, end));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('are found in a row that follows many without any, whichever key it is', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`);
    for (const twice of keys) {
      const scanner = new JsonScanner(200);
      scanner.push(Buffer.from(`[${objectOf(keys, '1')},${objectOf([...keys, twice], '1')},${objectOf(keys, '1')}]`));
      expect([scanner.finish(), scanner.repeatedKeysCount]).toEqual([null, 1]);
    }
  });
});
