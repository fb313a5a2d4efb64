import { describe, expect, it } from 'vitest';
import { describeShape } from './describe-shape.ts';
import { withoutExamples } from './examples.ts';
import { inferSample } from './infer-sample.ts';
import { toSchema } from './to-schema.ts';

const PRIVATE = { name: 'Ada Lovelace', email: 'ada@example.org', salary: 98_765, born: '1815-12-10', tags: ['a b c'] };

describe('withoutExamples', () => {
  it('keeps no value of the response, and everything else', () => {
    const kept = withoutExamples(inferSample(PRIVATE));
    const text = JSON.stringify([kept, toSchema(kept)]);
    for (const value of ['Ada Lovelace', 'ada@example.org', '98765', '1815-12-10', 'a b c'])
      expect(text).not.toContain(value);
    const { examples: _, ...schema } = toSchema(inferSample('x y'));
    expect(toSchema(withoutExamples(inferSample('x y')))).toEqual(schema);
  });

  it('leaves fields with examples that are made from their type and format', () => {
    const fields = describeShape(toSchema(withoutExamples(inferSample(PRIVATE))));
    const examples = Object.fromEntries(fields.map(({ pointer, examples }) => [pointer, examples]));
    expect(examples).toMatchObject({
      '': [],
      '/name': ['text'],
      '/email': ['name@example.com'],
      '/salary': ['1'],
      '/born': ['2026-01-31'],
    });
  });
});
