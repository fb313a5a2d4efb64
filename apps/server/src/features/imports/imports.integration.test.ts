import {
  createApi,
  createCall,
  getApi,
  getCall,
  getProjectTree,
  importCurl,
  listValues,
  saveApi,
} from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, initialize } from '../../testing/make-call.ts';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const TOKEN = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc';
let upstream: Upstream;
let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
});
beforeEach(async () => {
  owner = await signUpOwner(server);
  upstream.requests.length = 0;
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const params = () => ({ projectId: owner.project.id });
const importInto = (command: string, intoCallId?: string) =>
  owner.client.call(importCurl, {
    params: params(),
    body: { command, environmentId: owner.development.id, ...(intoCallId === undefined ? {} : { intoCallId }) },
  });
const callOf = (callId: string) => owner.client.call(getCall, { params: { callId } });
const secrets = async () => (await owner.client.call(listValues, { params: params() })).secrets;

describe('a command', () => {
  test('becomes an API and a call that can be initialized at once, with its credentials out of sight', async () => {
    const made = await importInto(
      `curl '${upstream.origin}/echo?limit=2' -H 'Authorization: Bearer ${TOKEN}' -H 'X-Trace: 1' --json '{"a":[1]}'`,
    );
    const call = await callOf(made.callId);
    const events = await initialize(owner, call);
    expect(eventsOf(events, 'end')[0]).toMatchObject({ outcome: 'response', status: 200 });
    const [sent] = upstream.requests;
    expect(sent).toMatchObject({ method: 'POST', url: '/echo?limit=2', body: Buffer.from('{"a":[1]}') });
    expect(sent?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'x-trace': '1',
      'content-type': 'application/json',
    });
    const api = await owner.client.call(getApi, { params: { apiId: made.apiId } });
    expect(JSON.stringify([made, call, api, await secrets(), events])).not.toContain(TOKEN);
    expect(await secrets()).toMatchObject([
      { owner: { type: 'api', id: made.apiId }, slot: 'auth.token', last4: 'p7dc', origins: [upstream.origin] },
    ]);
    expect(made.says.join('\n')).toContain('Bearer token as the API’s authentication');
  });

  test('joins the API at its address, under names that are free', async () => {
    const first = await importInto(`curl ${upstream.origin}/echo`);
    const second = await importInto(`curl ${upstream.origin}/echo -u ann:correct-horse`);
    expect(second.apiId).toBe(first.apiId);
    expect([first.callName, second.callName]).toEqual(['Get echo', 'Get echo 2']);
    const { document } = await owner.client.call(getApi, { params: { apiId: first.apiId } });
    expect(document.auth).toMatchObject({
      kind: 'basic',
      byEnvironment: { [owner.development.id]: { username: 'ann' } },
    });
  });

  test('fills the empty call it was pasted into, and leaves one that is not empty alone', async () => {
    const api = await owner.client.call(createApi, { params: params(), body: { name: 'Local' } });
    const document = { ...api.document, baseUrls: { [owner.development.id]: upstream.origin } };
    await owner.client.call(saveApi, { params: { apiId: api.id }, body: { name: 'Local', document, version: 1 } });
    const empty = await owner.client.call(createCall, { params: { apiId: api.id }, body: { name: 'Mine' } });
    const filled = await importInto(`curl -X DELETE ${upstream.origin}/things/1`, empty.id);
    expect(filled.callId).toBe(empty.id);
    expect(await callOf(empty.id)).toMatchObject({
      name: 'Mine',
      version: 2,
      document: { method: 'DELETE', url: '/things/1', useAs: 'action' },
    });
    const another = await importInto(`curl ${upstream.origin}/other`, empty.id);
    expect(another.callId).not.toBe(empty.id);
    expect((await callOf(empty.id)).document.url).toBe('/things/1');
  });
});

test('a command that cannot be read is refused in words, and nothing is made', async () => {
  for (const command of ['wget x', "curl 'https://a.example", 'curl ftp://a.example']) {
    const problem = await owner.client.problem(importCurl, {
      params: params(),
      body: { command, environmentId: owner.development.id },
    });
    expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ path: ['body', 'command'] }] });
  }
  expect((await owner.client.call(getProjectTree, { params: params() })).apis).toEqual([]);
});

test('secrets of Live are an admin’s: an editor’s import there makes nothing', async () => {
  const editor = await addMember(server, owner, 'editor');
  const body = { command: `curl -u ann:correct-horse ${upstream.origin}/x`, environmentId: owner.live.id };
  const problem = await editor.client.problem(importCurl, { params: params(), body });
  expect(problem).toMatchObject({ code: 'not_allowed' });
  expect(await secrets()).toEqual([]);
  await owner.client.call(importCurl, { params: params(), body });
  expect(await secrets()).toMatchObject([{ environmentId: owner.live.id }]);
});
