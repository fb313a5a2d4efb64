import { describe, expect, it } from 'vitest';
import { graphqlErrors } from './graphql-errors.ts';

const errorsIn = (json: string) => graphqlErrors(Buffer.from(json));

describe('the errors of a GraphQL answer', () => {
  it.each([
    '{"data":{"errors":[{"message":"a field of that name"}]}}',
    '{"data":"\\"errors\\":[1]"}',
    '{"errors":[],"data":{}}',
    '{"errors":null}',
    '[{"errors":[{"message":"in a batch"}]}]',
    '"errors"',
    '',
  ])('are none in %s', (json) => {
    expect(errorsIn(json)).toEqual([]);
  });

  it('are told with their place, wherever the member stands', () => {
    const errors = '[ {"message":"no \\"such\\" field, [x}","path":["a",0,"b"]}, {"extensions":{}} ]';
    const told = ['GraphQL error: no "such" field, [x} (at a.0.b)', 'GraphQL error: without a message'];
    expect(errorsIn(`{"errors":${errors},"data":null}`)).toEqual(told);
    expect(errorsIn(`{ "data": {"a":[1,{"errors":[]}]} , "errors" : ${errors} }`)).toEqual(told);
  });

  it('beyond the third are counted', () => {
    const list = Array.from({ length: 5 }, (_, index) => ({ message: `no ${index}` }));
    expect(errorsIn(JSON.stringify({ errors: list }))).toEqual([
      'GraphQL error: no 0',
      'GraphQL error: no 1',
      'GraphQL error: no 2',
      'And 2 more errors.',
    ]);
  });
});
