import { expect, test } from 'vitest';
import { inferSample } from './infer-sample.ts';
import { listPointers } from './list-pointers.ts';
import { mergeStatistics } from './merge-statistics.ts';
import { toSchema } from './to-schema.ts';

const pointersOf = (...samples: unknown[]) =>
  listPointers(toSchema(mergeStatistics(samples.map(inferSample)), {})).sort();

test('names each list of a shape, also where it was one in some samples only', () => {
  const feed = { feed: { entry: [{ link: ['a'], id: '1' }], 'a/b': [[1]], title: 'x' } };
  expect(pointersOf(feed)).toEqual(['/feed/a~1b', '/feed/a~1b/*', '/feed/entry', '/feed/entry/*/link']);
  expect(pointersOf({ a: { b: 'x' } }, { a: { b: ['x', 'y'] } })).toEqual(['/a/b']);
  expect(pointersOf([1])).toEqual(['']);
  expect(pointersOf('x')).toEqual([]);
});
