import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

const rest = {
  method: 'GET',
  path: '/api/things',
  params: z.strictObject({}),
  query: z.strictObject({}),
  body: z.undefined(),
  response: z.string(),
  problems: [],
} as const;

test('an endpoint that does not say who may use it does not compile', () => {
  // @ts-expect-error: `may` is missing, which the type check holds this line to.
  expect(defineEndpoint({ ...rest })).not.toHaveProperty('may');
  // @ts-expect-error: there is no such role.
  expect(defineEndpoint({ ...rest, may: 'guest' })).toHaveProperty('may');
  expect(defineEndpoint({ ...rest, may: 'viewer' })).toHaveProperty('may', 'viewer');
});
