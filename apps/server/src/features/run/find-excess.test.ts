import { describe, expect, it } from 'vitest';
import { findExcess } from './find-excess.ts';

function inputs(value: string): Buffer {
  return Buffer.from(`{"inputs":{"o":${value}}}`);
}

function keys(count: number): string {
  return Array.from({ length: count }, (_, index) => `"k${index}":1`).join();
}

describe('findExcess', () => {
  it('takes 200 levels and not one more', () => {
    expect(findExcess(inputs('['.repeat(199) + ']'.repeat(199)))).toBeNull();
    expect(findExcess(Buffer.from(`{"inputs":{"o":${'{"a":'.repeat(201)}`))).toContain('200 levels');
    expect(findExcess(inputs('['.repeat(1_000_000)))).toContain('200 levels');
  });

  it('takes 100,000 keys in each object and not one more', () => {
    expect(findExcess(inputs(`[{${keys(100_000)}},{${keys(100_000)}}]`))).toBeNull();
    expect(findExcess(inputs(`{${keys(100_001)}}`))).toContain('100000 keys');
  });

  it('does not count what stands in strings', () => {
    const text = JSON.stringify('{["\\'.repeat(1_000) + ':'.repeat(200_000));
    expect(findExcess(inputs(`{${text}:${text}}`))).toBeNull();
  });

  it('leaves to the parser what is no JSON', () => {
    for (const body of ['"'.padEnd(300), ']'.repeat(300), ':'.repeat(300), `"${'\\'.repeat(301)}`]) {
      expect(findExcess(Buffer.from(body))).toBeNull();
    }
  });
});
