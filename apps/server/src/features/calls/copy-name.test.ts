import { displayNameSchema } from '@jackfield/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyName } from './copy-name.ts';

test('says that it is a copy, and counts further copies', () => {
  expect(copyName('Orders', new Set())).toBe('Copy of Orders');
  expect(copyName('Orders', new Set(['Copy of Orders']))).toBe('Copy of Orders 2');
  expect(copyName('Orders', new Set(['Copy of Orders', 'Copy of Orders 2']))).toBe('Copy of Orders 3');
});

test('is a free and valid name for every name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }), (name) => {
      const first = copyName(name, new Set());
      const second = copyName(name, new Set([first]));
      expect(second).not.toBe(first);
      expect(displayNameSchema.parse(second)).toBe(second);
    }),
  );
});
