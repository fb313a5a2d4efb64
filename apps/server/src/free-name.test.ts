import { displayNameSchema } from '@jackfield/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeName } from './free-name.ts';

test('is the name itself, and counts where it is taken', () => {
  expect(freeName('Orders', new Set())).toBe('Orders');
  expect(freeName('Orders', new Set(['Orders']))).toBe('Orders 2');
  expect(freeName('Orders', new Set(['Orders', 'Orders 2']))).toBe('Orders 3');
});

test('is a free and valid name for every name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }), (text) => {
      const name = `x${text}`;
      const first = freeName(name, new Set());
      const second = freeName(name, new Set([first]));
      expect(second).not.toBe(first);
      expect(displayNameSchema.parse(second)).toBe(second);
    }),
  );
});
