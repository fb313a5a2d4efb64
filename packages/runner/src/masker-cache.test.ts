import { expect, it } from 'vitest';
import { maskerFor } from './masker-cache.ts';

function secret(label: string, ...values: string[]) {
  return { label, owner: 'project', slot: label, values } as const;
}

it('the masker of one set of secrets is never used for another', () => {
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < 50; index += 1) {
      const masker = maskerFor([secret('key', `secret-number-${index}-`)]);
      expect(masker.maskText(`a secret-number-${index}- b`)).toBe('a {{key}} b');
      expect(masker.maskText(`a secret-number-${index + 1}- b`)).toBe(`a secret-number-${index + 1}- b`);
    }
  }
  expect(maskerFor([secret('a', 'x-one-secret', 'x-two-secret')]).maskText('x-two-secret')).toBe('{{a}}');
  expect(maskerFor([secret('a', 'x-one-secret'), secret('b', 'x-two-secret')]).maskText('x-two-secret')).toBe('{{b}}');
});

it('the same secrets get the same masker again, large ones a new one', () => {
  expect(maskerFor([secret('k', 'a-long-secret')])).toBe(maskerFor([secret('k', 'a-long-secret')]));
  const large = 'abcdefgh'.repeat(1_000);
  expect(maskerFor([secret('k', large)])).not.toBe(maskerFor([secret('k', large)]));
  expect(maskerFor([]).hasPatterns).toBe(false);
});
