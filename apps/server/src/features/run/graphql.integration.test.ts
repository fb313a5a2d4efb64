import { type CallDocument, inputSchema } from '@jackfield/connector';
import { startGraphqlServer, type TrackedServer } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  eventsOf,
  initialize,
  initializeAndSave,
  type MadeCall,
  makeCall,
  makeToken,
  runCall,
  runPath,
} from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let graphql: TrackedServer;
let server: TestServer;
let owner: Owner;
let token: string;

beforeAll(async () => {
  graphql = await startGraphqlServer();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: graphql.allowEntry });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
}, 120_000);
afterAll(async () => {
  await server.stop();
  await graphql.close();
});

type GraphqlBody = Extract<CallDocument['body'], { kind: 'graphql' }>;

const QUERY = `query List($first: Int, $filter: ProductFilter) { products(first: $first, filter: $filter) { id name } }
query Echo($text: String!) { echo(text: $text) }
mutation Rename($id: ID!, $name: String!) { rename(id: $id, name: $name) { name } }`;
const INPUTS = [
  inputSchema.parse({ name: 'first', type: 'number', isRequired: false, testValue: '1' }),
  inputSchema.parse({ name: 'tag', isRequired: false, testValue: 'wood' }),
  inputSchema.parse({ name: 'filter', type: 'object', isRequired: false }),
  inputSchema.parse({ name: 'text', allowBlank: true, testValue: 'x' }),
  inputSchema.parse({ name: 'id', testValue: '1' }),
];

async function make(body: Partial<GraphqlBody>): Promise<MadeCall> {
  const whole: GraphqlBody = { kind: 'graphql', query: QUERY, variables: '', operationName: 'List', ...body };
  return makeCall(owner, graphql.origin, { call: { method: 'POST', url: '/graphql', body: whole, inputs: INPUTS } });
}

async function run(made: MadeCall, inputs: Record<string, unknown>, query = '') {
  const res = await runCall(server, runPath(owner, made) + query, token, { inputs });
  return { httpStatus: res.status, ...((await res.json()) as Record<string, unknown>) };
}

describe('a GraphQL call to graphql-yoga', () => {
  it('passes inputs as typed variables, leaves out what has no value, and picks its operation', async () => {
    const made = await make({ variables: '{ "first": <first>, "filter": { "tags": ["<tag>"], "maxPrice": 1e3 } }' });
    const saved = { ...made, call: await initializeAndSave(owner, made.call) };
    const two = [
      { id: '1', name: 'Chair' },
      { id: '2', name: 'Table' },
    ];
    expect(await run(saved, { first: 5, tag: 'wood' })).toMatchObject({ ok: true, data: { data: { products: two } } });
    expect(await run(saved, { tag: 'large' })).toMatchObject({ ok: true, data: { data: { products: [two[1]] } } });

    const whole = await make({ variables: '{ "filter": <filter>, "first": 3 }' });
    const bare = { ...whole, call: await initializeAndSave(owner, whole.call) };
    expect(await run(bare, {})).toMatchObject({ data: { data: { products: [{}, {}, {}] } } });
    expect(await run(bare, { filter: { maxPrice: 50 } })).toMatchObject({ data: { data: { products: [two[0]] } } });
  });

  it('gives any text to the server as it is, and never as a part of the query', async () => {
    const made = await make({ operationName: 'Echo', variables: '{ "text": <text> }' });
    const echo = { ...made, call: await initializeAndSave(owner, made.call) };
    for (const text of ['"} query { broken }', 'a\\u0022\n{{x}} <id> $id', '', '😀\u2028']) {
      expect(await run(echo, { text })).toMatchObject({ ok: true, data: { data: { echo: text } } });
    }
  });

  it('is not ok where the answer has errors with status 200, which are told and kept beside the data', async () => {
    const query = 'query Both { products(first: 1) { id } broken }';
    const made = await make({ query, operationName: '' });
    const events = await initialize(owner, made.call);
    // Only as the shape of an error, which whoever wants to can keep.
    expect(eventsOf(events, 'shape')).toMatchObject([{ errorStatus: 200 }]);
    expect(eventsOf(events, 'end')[0]).toMatchObject({
      outcome: 'response',
      status: 200,
      ok: false,
      warnings: [expect.stringMatching(/^GraphQL error: .*broken/s)],
    });
    const rename = await make({ operationName: 'Rename', variables: '{"id": <id>, "name": "New"}' });
    const renaming = { ...rename, call: await initializeAndSave(owner, rename.call) };
    expect(await run(renaming, { id: '9' }, '?onError=stop')).toMatchObject({
      httpStatus: 424,
      outcome: 'response',
      status: 200,
      ok: false,
      error: null,
      data: { data: null, errors: [expect.anything()] },
    });
  });

  it('is told what is wrong with its query where the server does not take it', async () => {
    const made = await make({ query: '{ nothing }', operationName: '' });
    const [end] = eventsOf(await initialize(owner, made.call), 'end');
    expect(end).toMatchObject({ outcome: 'response', ok: false, status: 400 });
    const variables = await make({ variables: '[1]' });
    const [refused] = eventsOf(await initialize(owner, variables.call), 'end');
    expect(refused).toMatchObject({ outcome: 'config', error: { message: 'The variables are no JSON object.' } });
  });
});
