import { describe, expect, it } from 'vitest';
import type { Body } from '../document/call-document.ts';
import { buildArguments, type Fixture, filled, fixed, input, parameter } from './build-request.fixture.ts';
import { buildRequest } from './build-request.ts';

const body: Body = { kind: 'json', template: '{"name": <name>, "fixed": "{{plain}}"}' };
const fixture: Fixture = {
  api: {
    auth: { kind: 'bearer', shared: {}, byEnvironment: {} },
    headers: [fixed('X-Plain', '{{plain}}'), fixed('X-Secret', '{{key}}'), filled('X-Note', 'note')],
    parameters: [parameter(fixed('v', '2')), parameter(filled('q', 'note'))],
  },
  call: {
    method: 'POST',
    url: '/items/[id]?page=[page]',
    body,
    idempotencyHeader: 'Idempotency-Key',
    inputs: [
      input('id'),
      input('name', { isRequired: false }),
      input('note', { isRequired: false, isSensitive: true }),
      input('page', { isRequired: false }),
    ],
  },
  variables: { plain: 'as it is' },
  secrets: { key: 'a-secret-of-the-project' },
  authSecrets: { token: 'a-secret-of-the-api' },
};
const runs: Pick<Fixture, 'inputs' | 'idempotencyKey' | 'mode'>[] = [
  { inputs: { id: '1', name: 'Ada', note: 'sensitive-one', page: '2' }, idempotencyKey: 'first' },
  { inputs: { id: '2' }, idempotencyKey: 'second' },
  { inputs: {} },
  { inputs: { id: '..' } },
  { inputs: { id: '3', note: 'sensitive-three' }, mode: 'preview' },
  { inputs: { id: '4', name: null, note: 'a line\nbreak' } },
  { inputs: { id: '5', note: 'sensitive-five' } },
];

describe('a request that is built again with the same documents and values', () => {
  it.each(runs.map((run, index) => [index, run] as const))('is what run %i alone would have built', (_index, run) => {
    const same = buildArguments(fixture);
    for (const before of runs) buildRequest({ ...buildArguments({ ...fixture, ...before }), ...keptOf(same) });
    const again = buildRequest({ ...buildArguments({ ...fixture, ...run }), ...keptOf(same) });
    expect(again).toEqual(buildRequest(buildArguments({ ...fixture, ...run })));
  });

  it('has the values that are given now, not those of before', () => {
    const same = buildArguments({ ...fixture, ...runs[0] });
    buildRequest(same);
    const other = buildArguments({ ...fixture, ...runs[0], secrets: { key: 'another-secret' } });
    const result = buildRequest({ ...same, values: other.values });
    expect(result.ok && result.request.headers).toContainEqual(['x-secret', 'another-secret']);
  });
});

/** What is the same object in each run of a call. */
function keptOf({ api, call, values, authSecrets }: ReturnType<typeof buildArguments>) {
  return { api, call, values, authSecrets };
}
