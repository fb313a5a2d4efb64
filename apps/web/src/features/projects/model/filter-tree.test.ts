import type { ApiSummary } from '@jackfield/contracts';
import { expect, test } from 'vitest';
import { filterTree } from './filter-tree.ts';

function makeTree(): ApiSummary[] {
  const call = (id: string, name: string, method: string) =>
    ({ id, apiId: 'a', name, slug: id, method, useAs: 'data', position: 0, initialization: 'never' }) as const;
  return [
    {
      id: 'a',
      name: 'Stripe',
      slug: 'stripe',
      position: 0,
      calls: [call('c1', 'List customers', 'GET'), call('c2', 'Create payment', 'POST')],
    },
    { id: 'b', name: 'OpenAI', slug: 'openai', position: 1, calls: [] },
  ];
}

test('an empty filter shows everything', () => {
  expect(filterTree(makeTree(), '  ')).toEqual(makeTree());
});

test('an API that matches by its name keeps all its calls', () => {
  expect(filterTree(makeTree(), 'stri').map((api) => api.calls.length)).toEqual([2]);
});

test('words may match the API, the call and the method in any order', () => {
  expect(filterTree(makeTree(), 'post stripe')[0]?.calls.map((call) => call.name)).toEqual(['Create payment']);
});

test('nothing is shown when one word matches nowhere', () => {
  expect(filterTree(makeTree(), 'stripe refund')).toEqual([]);
});
