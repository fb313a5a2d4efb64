import { type CallDocument, type Input, inputSchema } from '@jackfield/connector';
import { type HandRunEvent, listUsableCalls, runCall, saveApi, saveCall, setSecret } from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall } from '../../testing/make-call.ts';
import { addMember, type Owner, type Somebody, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let upstream: Upstream;
let server: TestServer;
let owner: Owner;
let viewer: Somebody;
beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  owner = await signUpOwner(server);
  viewer = await addMember(server, owner, 'viewer');
}, 60_000);
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

function input(name: string, change: Partial<Input> = {}): Input {
  return { ...inputSchema.parse({ name }), testValue: 'test', ...change };
}

async function usable(document: Partial<CallDocument>): Promise<MadeCall> {
  const made = await makeCall(owner, upstream.origin, { call: document });
  return { ...made, call: await initializeAndSave(owner, made.call) };
}

interface Asked {
  who?: Pick<Somebody, 'client'>;
  as?: 'data' | 'action';
  inputs?: Record<string, unknown>;
  environmentId?: string;
}

function asking({ call }: MadeCall, { as = 'data', inputs = {}, environmentId = owner.development.id }: Asked) {
  return { params: { callId: call.id }, body: { environmentId, as, inputs } };
}

async function run(made: MadeCall, asked: Asked = {}) {
  const events = await (asked.who ?? owner).client.stream(runCall, asking(made, asked));
  const end = events.at(-1);
  if (end?.type !== 'end') throw new Error('The stream has no end.');
  return { end, data: textOf(events) };
}

function refused(made: MadeCall, asked: Asked = {}) {
  return (asked.who ?? owner).client.problem(runCall, asking(made, asked));
}

const textOf = (events: readonly HandRunEvent[]) =>
  events.map((event) => (event.type === 'data' ? event.text : '')).join('');

describe('a run by hand', () => {
  it('brings the data as the API sent it, every digit, and the rest of the envelope after it', async () => {
    const text = '{"big": 9007199254740993,\n "é":1.10}';
    const made = await usable({ url: `/body?base64=${encodeURIComponent(Buffer.from(text).toString('base64'))}` });
    const { data, end } = await run(made);
    expect(data).toBe(text);
    expect(end).toMatchObject({
      outcome: 'response',
      status: 200,
      statusText: 'OK',
      ok: true,
      error: null,
      attempts: 1,
    });
    expect(end.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it('takes inputs, and names each that is wrong before anything is sent', async () => {
    const made = await usable({ url: '/echo?q=[q]', inputs: [input('q')] });
    expect((await run(made, { inputs: { q: 'a&b' } })).data).toContain('/echo?q=a%26b');
    const before = upstream.requests.length;
    const problem = await refused(made, { inputs: { other: 1 } });
    expect(problem).toMatchObject({ code: 'invalid_request' });
    expect(problem.errors?.map(({ path }) => path.join('.')).sort()).toEqual(['inputs.other', 'inputs.q']);
    expect(upstream.requests).toHaveLength(before);
  });

  it('is for viewers as data alone, and in Live for admins alone', async () => {
    const made = await usable({ url: '/echo', useAs: 'both' });
    expect((await run(made, { who: viewer })).end.ok).toBe(true);
    expect((await run(made, { as: 'action' })).end.ok).toBe(true);
    expect(await refused(made, { who: viewer, as: 'action' })).toMatchObject({ code: 'not_allowed' });
    const editor = await addMember(server, owner, 'editor');
    expect((await run(made, { who: editor, as: 'action' })).end.ok).toBe(true);
    const live = { environmentId: owner.live.id };
    expect(await refused(made, { who: editor, ...live })).toMatchObject({ code: 'not_allowed' });
    expect((await run(made, live)).end).toMatchObject({ outcome: 'config', request: null });
  });

  it('is of initialized calls, as what they are for', async () => {
    const made = await makeCall(owner, upstream.origin, { call: { url: '/echo' } });
    expect(await refused(made)).toMatchObject({ code: 'call_not_initialized' });
    const action = await usable({ url: '/echo', useAs: 'action', method: 'POST' });
    expect(await refused(action)).toMatchObject({ code: 'call_not_runnable' });
    expect((await run(action, { as: 'action' })).end.ok).toBe(true);
  });

  it('tells a failure as the outcome, and an answer that is no JSON as text', async () => {
    const made = await usable({ url: '/echo' });
    const fail = async (url: string) => {
      const { call } = made;
      made.call = await owner.client.call(saveCall, {
        params: { callId: call.id },
        body: { name: call.name, version: call.version, document: { ...call.document, url } },
      });
      return run(made);
    };
    expect((await fail('/reset')).end).toMatchObject({ outcome: 'connection_lost', status: null, attempts: 3 });
    expect((await fail('/status/404?body=gone')).end).toMatchObject({
      outcome: 'response',
      ok: false,
      rawBody: 'gone',
    });
    expect((await fail('/html')).end).toMatchObject({ outcome: 'decode' });
  });

  it('is stopped at the API when the person goes away', async () => {
    const made = await usable({ url: '/echo' });
    const { call } = made;
    await owner.client.call(saveCall, {
      params: { callId: call.id },
      body: { name: call.name, version: call.version, document: { ...call.document, url: '/slow-head' } },
    });
    const gone = new AbortController();
    const res = await owner.client.send(runCall, asking(made, {}), { signal: gone.signal });
    await expect.poll(() => upstream.requests.at(-1)?.url).toBe('/slow-head');
    gone.abort();
    await upstream.allClosed();
    expect(res.status).toBe(200);
  });
});

describe('what keeps a call from being used', () => {
  async function reasonsOf({ call }: MadeCall, environmentId = owner.development.id) {
    const params = { projectId: owner.project.id };
    const { calls } = await viewer.client.call(listUsableCalls, { params, query: { environmentId } });
    return calls.find(({ callId }) => callId === call.id)?.reasons.map(({ code }) => code);
  }

  it('is nothing for one that is initialized and set up', async () => {
    expect(
      await reasonsOf(
        await usable({
          url: '/echo?q=[q]&n=[n]',
          inputs: [input('q'), input('n', { type: 'number', testValue: '1' })],
        }),
      ),
    ).toEqual([]);
  });

  it('is that it is not initialized, or not for its response type', async () => {
    const made = await makeCall(owner, upstream.origin, { call: { url: '/echo' } });
    expect(await reasonsOf(made)).toEqual(['not_initialized']);
    const { call } = await usable({ url: '/echo' });
    await owner.client.call(saveCall, {
      params: { callId: call.id },
      body: { name: call.name, version: call.version, document: { ...call.document, responseType: 'text' } },
    });
    expect(await reasonsOf({ ...made, call })).toEqual(['must_reinitialize']);
  });

  it('is that a base URL or a name has no value in the environment', async () => {
    const made = await usable({ url: '/echo' });
    expect(await reasonsOf(made, owner.live.id)).toEqual(['not_set_up']);
    const { call } = made;
    await owner.client.call(saveCall, {
      params: { callId: call.id },
      body: { name: call.name, version: call.version, document: { ...call.document, url: '/echo?k={{nobody}}' } },
    });
    expect(await reasonsOf(made)).toEqual(['not_set_up']);
  });

  it('is that a secret was not confirmed for where it would go', async () => {
    const made = await usable({ url: '/echo' });
    const params = { projectId: owner.project.id };
    const body = { owner: { type: 'project' as const }, slot: 'usage_key', environmentId: owner.development.id };
    await owner.client.call(setSecret, { params, body: { ...body, value: 'a secret of some length' } });
    await owner.client.call(saveApi, {
      params: { apiId: made.api.id },
      body: {
        name: made.api.name,
        version: made.api.version,
        document: {
          ...made.api.document,
          headers: [{ id: 'k', key: 'X-Key', kind: 'fixed', value: '{{usage_key}}', isEnabled: true }],
        },
      },
    });
    expect(await reasonsOf(made)).toEqual(['not_confirmed']);
  });
});
