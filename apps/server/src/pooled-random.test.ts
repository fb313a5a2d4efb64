import { expect, test } from 'vitest';
import { pooledRandom } from './pooled-random.ts';

test('no bytes are given out twice, also where the pool is filled anew', () => {
  const seen = new Set(Array.from({ length: 5_000 }, () => pooledRandom(12).toString('hex')));
  expect(seen.size).toBe(5_000);
});

test('what was given out stays as it is', () => {
  const first = pooledRandom(12);
  const text = first.toString('hex');
  for (let count = 0; count < 2_000; count += 1) pooledRandom(12);
  expect(first.toString('hex')).toBe(text);
});

test('as many bytes as were requested, also more than the pool holds', () => {
  for (const size of [0, 1, 8_191, 8_192, 8_193, 20_000]) expect(pooledRandom(size)).toHaveLength(size);
});
