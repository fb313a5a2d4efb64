import { slugSchema } from '@jackfield/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeSlug, toSlug } from './slug.ts';

test.each([
  ['Create payment', 'create-payment'],
  ['  Über die Brücke! ', 'uber-die-brucke'],
  ["Ann's workspace", 'anns-workspace'],
  ['v2/orders', 'v2-orders'],
  ['订单', 'call'],
])('makes %j into %j', (name, slug) => {
  expect(toSlug(name, 'call')).toBe(slug);
});

test('takes the first number that is free', () => {
  expect(freeSlug('a', new Set())).toBe('a');
  expect(freeSlug('a', new Set(['a', 'a-2', 'a-4']))).toBe('a-3');
});

test('makes any name into a slug that the contracts accept', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
      const slug = toSlug(name, 'api');
      expect(slugSchema.safeParse(freeSlug(slug, new Set([slug]))).success).toBe(true);
    }),
  );
});
