import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSealed, type SealedPlace, sealedKeyId, sealText } from './sealed-text.ts';

const key = { id: 'key-1', bytes: randomBytes(32) };
const place: SealedPlace = { workspaceId: 'w1', table: 'secret', rowId: 'r1', field: 'sealed' };
const seal = (text: string) => sealText(key, place, Buffer.from(text));

describe('a sealed text', () => {
  it('opens where it was sealed, whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(openSealed(key, place, sealText(key, place, bytes))?.equals(bytes)).toBe(true);
      }),
    );
  });

  it('has the documented form, and a fresh nonce each time', () => {
    expect(seal('value')).toMatch(/^v1\.key-1\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
    expect(seal('value')).not.toBe(seal('value'));
    expect(sealedKeyId(seal('value'))).toBe('key-1');
  });

  it('does not open in another workspace, table, row or field', () => {
    const sealed = seal('value');
    for (const part of ['workspaceId', 'table', 'rowId', 'field'] as const) {
      expect(openSealed(key, { ...place, [part]: 'other' }, sealed)).toBeNull();
    }
    // The parts cannot be moved into each other either.
    expect(openSealed(key, { ...place, rowId: 'r1","sealed', field: '' }, sealed)).toBeNull();
  });

  it('does not open with another key, under either id', () => {
    const other = randomBytes(32);
    const sealed = seal('value');
    expect(openSealed({ id: 'key-1', bytes: other }, place, sealed)).toBeNull();
    expect(openSealed({ id: 'key-2', bytes: key.bytes }, place, sealed)).toBeNull();
    expect(openSealed({ id: 'key-2', bytes: key.bytes }, place, sealed.replace('key-1', 'key-2'))).toBeNull();
  });

  it('does not open with any one bit flipped in nonce, tag or ciphertext', () => {
    const parts = seal('sk_live_0123456789').split('.');
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(), (index, at) => {
        const bytes = Buffer.from(parts[index] ?? '', 'base64url');
        const bit = at % (bytes.length * 8);
        const byte = bit >> 3;
        bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (bit & 7));
        const changed = parts.with(index, bytes.toString('base64url')).join('.');
        expect(openSealed(key, place, changed)).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not open when it is cut, lengthened or no sealed text at all', () => {
    const sealed = seal('value');
    for (let length = 0; length < sealed.length; length++) {
      expect(openSealed(key, place, sealed.slice(0, length))).toBeNull();
    }
    for (const text of [`${sealed}A`, `${sealed}.`, sealed.replace('v1', 'v2'), 'plain text', `${sealed}=`]) {
      expect(openSealed(key, place, text)).toBeNull();
    }
    const [version, id, iv, tag, ciphertext] = sealed.split('.');
    const shortTag = Buffer.from(tag ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url');
    expect(openSealed(key, place, [version, id, iv, shortTag, ciphertext].join('.'))).toBeNull();
  });
});
