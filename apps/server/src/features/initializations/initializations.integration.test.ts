import { emptyApiDocument, type Input, inputSchema } from '@jackfield/connector';
import { confirmSecretOrigin, initializeCall, saveApi, saveShape, setSecret } from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, initialize, initializeAndSave, makeCall } from '../../testing/make-call.ts';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let upstream: Upstream;
let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  owner = await signUpOwner(server);
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const bodyOf = (events: Parameters<typeof eventsOf>[0]) =>
  eventsOf(events, 'body')
    .map((event) => event.text)
    .join('');
const jsonBody = (value: unknown) =>
  `/body?base64=${encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'))}`;

describe('initializing a call', () => {
  it('is refused to visitors, to viewers, and for what is not there', async () => {
    const { call } = await makeCall(owner, upstream.origin);
    const input = { params: { callId: call.id }, body: { environmentId: owner.development.id, version: call.version } };
    expect((await server.visitor().problem(initializeCall, input)).code).toBe('not_signed_in');
    const viewer = await addMember(server, owner, 'viewer');
    expect((await viewer.client.problem(initializeCall, input)).code).toBe('not_allowed');
    const stranger = await signUpOwner(server);
    expect((await stranger.client.problem(initializeCall, input)).code).toBe('not_found');
    const elsewhere = { ...input, body: { ...input.body, environmentId: stranger.development.id } };
    expect((await owner.client.problem(initializeCall, elsewhere)).code).toBe('invalid_request');
    const editor = await addMember(server, owner, 'editor');
    const live = { ...input, body: { ...input.body, environmentId: owner.live.id } };
    expect((await editor.client.problem(initializeCall, live)).code).toBe('not_allowed');
  });

  it('is refused with what stands now when another version was saved since', async () => {
    const { call } = await makeCall(owner, upstream.origin);
    const problem = await owner.client.problem(initializeCall, {
      params: { callId: call.id },
      body: { environmentId: owner.development.id, version: call.version + 1 },
    });
    expect(problem).toMatchObject({ code: 'version_conflict', current: { id: call.id, version: call.version } });
  });

  it('tells progress, head, body, shape and end, in this order', async () => {
    const { call } = await makeCall(owner, upstream.origin, {
      call: { url: '/echo?q=[q]', inputs: [input('q', { testValue: 'ä & ö' })] },
    });
    const events = await initialize(owner, call);
    const order = events.map((event) => event.type).filter((type, index, all) => type !== all[index - 1]);
    expect(order).toEqual(['progress', 'head', 'body', 'shape', 'end']);
    expect(eventsOf(events, 'head')[0]).toMatchObject({ status: 200 });
    expect(JSON.parse(bodyOf(events))).toMatchObject({ path: '/echo?q=%C3%A4%20%26%20%C3%B6' });
    expect(eventsOf(events, 'shape')[0]?.fields.map((field) => field.pointer)).toContain('/path');
    expect(events.at(-1)).toMatchObject({ outcome: 'response', status: 200, ok: true, bodyKind: 'json', attempts: 1 });
  });

  it('uses the values that were typed for this time instead of the kept ones', async () => {
    const { call } = await makeCall(owner, upstream.origin, {
      call: { url: '/echo?q=[q]', inputs: [input('q', { testValue: 'kept' })] },
    });
    expect(bodyOf(await initialize(owner, call, { q: 'typed' }))).toContain('q=typed');
    expect(bodyOf(await initialize(owner, call))).toContain('q=kept');
  });

  it('lists all that is wrong at once and sends nothing', async () => {
    const { call } = await makeCall(owner, upstream.origin, {
      call: {
        url: '/nothing-sent?a=[a]&b=[b]',
        inputs: [input('a', { type: 'number', testValue: 'many' }), input('b')],
      },
    });
    const [end] = eventsOf(await initialize(owner, call, { b: 'x' }), 'end');
    expect(end).toMatchObject({ outcome: 'input', request: null, error: { kind: 'input', phase: 'prepare' } });
    expect(end?.error?.message).toContain('"a"');
    expect(end?.error?.hint).not.toBe('');
    expect(upstream.requests.some((request) => request.url.startsWith('/nothing-sent'))).toBe(false);
  });

  it.each([
    ['/status/401?body=no', { outcome: 'response', status: 401, ok: false }],
    ['/html', { outcome: 'decode', status: 200, ok: false }],
    ['/reset', { outcome: 'connection_lost', status: null, ok: false }],
    ['http://127.0.0.1:1/', { outcome: 'blocked', status: null, ok: false }],
    ['http://169.254.169.254/latest', { outcome: 'blocked', status: null, ok: false }],
  ])('tells the outcome of %s and offers no shape', async (url, expected) => {
    const { call } = await makeCall(owner, upstream.origin, { call: { url } });
    const events = await initialize(owner, call);
    expect(events.at(-1)).toMatchObject({ type: 'end', attempts: 1, ...expected });
    expect(eventsOf(events, 'shape')).toEqual([]);
  });

  it('never cuts a character in two, however the bytes come', async () => {
    const value = { text: '€ü𝄞'.repeat(50) };
    const base64 = encodeURIComponent(Buffer.from(JSON.stringify(value)).toString('base64'));
    const { call } = await makeCall(owner, upstream.origin, { call: { url: `/body?pieces=97&base64=${base64}` } });
    expect(JSON.parse(bodyOf(await initialize(owner, call)))).toEqual(value);
  });

  it('ends the connection to the API when the builder cancels', async () => {
    const { call } = await makeCall(owner, upstream.origin, { call: { url: '/slow-body' } });
    const cancel = new AbortController();
    const res = await owner.client.send(
      initializeCall,
      { params: { callId: call.id }, body: { environmentId: owner.development.id, version: call.version } },
      { signal: cancel.signal },
    );
    const reader = res.body?.getReader();
    for (let text = ''; !text.includes('"head"'); ) {
      text += Buffer.from((await reader?.read())?.value ?? []).toString();
    }
    cancel.abort();
    await reader?.closed.catch(() => undefined);
    await upstream.allClosed();
  });

  it('learns a large body in a worker thread, with the same result', async () => {
    const rows = Array.from({ length: 8_000 }, (_, id) => ({ id, name: `row number ${id}`, tags: ['a', 'b'] }));
    const small = await makeCall(owner, upstream.origin, {
      call: { url: jsonBody(rows.slice(0, 10)) },
    });
    const big = await makeCall(owner, upstream.origin, {
      call: {
        method: 'POST',
        url: '/echo',
        body: {
          kind: 'raw',
          contentType: 'text/plain',
          template: JSON.stringify(rows),
          escapes: {},
          readsAngleBrackets: false,
        },
      },
    });
    expect(eventsOf(await initialize(owner, small.call), 'shape')).toHaveLength(1);
    const events = await initialize(owner, big.call);
    expect(eventsOf(events, 'end')[0]?.sizeBytes).toBeGreaterThan(400_000);
    expect(eventsOf(events, 'shape')[0]?.fields.map((field) => field.key)).toEqual(
      expect.arrayContaining(['method', 'path', 'headers', 'body']),
    );
  }, 30_000);
});

describe('saving a shape', () => {
  it('makes the call initialized, once, with the choices of the builder', async () => {
    const { call } = await makeCall(owner, upstream.origin, { call: { url: jsonBody({ id: 1, note: null }) } });
    const [shape] = eventsOf(await initialize(owner, call), 'shape');
    const input = {
      params: { callId: call.id },
      body: { initializationId: shape?.initializationId ?? '', choices: { '/id': { type: 'text' as const } } },
    };
    const saved = await owner.client.call(saveShape, input);
    expect(saved).toMatchObject({ initialization: 'done', shape: { version: 1, savedBy: 'Ann' } });
    expect(saved.shape?.fields.find((field) => field.pointer === '/id')).toMatchObject({
      type: 'text',
      inferredType: 'number',
    });
    expect((await owner.client.problem(saveShape, input)).code).toBe('initialization_expired');
  });

  it('takes an initialization once, and no sample is lost, when several are saved at once', async () => {
    const { call } = await makeCall(owner, upstream.origin, { call: { url: jsonBody({ id: 1 }) } });
    const ids = [await initialize(owner, call), await initialize(owner, call)].map(
      (events) => eventsOf(events, 'shape')[0]?.initializationId ?? '',
    );
    const save = (initializationId: string) =>
      owner.client.send(saveShape, { params: { callId: call.id }, body: { initializationId, choices: {} } });
    const answers = await Promise.all([...ids, ...ids].map(save));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 410, 410]);
    expect((await server.ctx.repositories.shapes.find(call.id))?.samples).toHaveLength(2);
  });

  it('adds a sample to the shape that is saved, and tells what changes first', async () => {
    const { call } = await makeCall(owner, upstream.origin, {
      call: { url: '/body?base64=[b]', inputs: [input('b')] },
    });
    const b = (value: unknown) => ({ b: Buffer.from(JSON.stringify(value)).toString('base64') });
    await initializeAndSave(owner, call, b({ id: 1, note: null }));
    const [shape] = eventsOf(await initialize(owner, call, b({ id: 2, note: 'x', extra: true })), 'shape');
    expect(shape?.changes.map(({ pointer, change }) => `${change} ${pointer}`)).toContain('added /extra');
    const saved = await owner.client.call(saveShape, {
      params: { callId: call.id },
      body: { initializationId: shape?.initializationId ?? '', choices: {} },
    });
    expect(saved.shape).toMatchObject({ version: 2 });
    expect(saved.shape?.fields.find((field) => field.pointer === '/extra')).toMatchObject({
      isOptional: true,
      seenInSamples: 1,
      samples: 2,
    });
    expect(saved.shape?.fields.find((field) => field.pointer === '/note')?.isNullable).toBe(true);
  });

  it('refuses an initialization of another call', async () => {
    const one = await makeCall(owner, upstream.origin);
    const other = await makeCall(owner, upstream.origin);
    const [shape] = eventsOf(await initialize(owner, one.call), 'shape');
    const body = { initializationId: shape?.initializationId ?? '', choices: {} };
    expect((await owner.client.problem(saveShape, { params: { callId: other.call.id }, body })).code).toBe(
      'initialization_expired',
    );
  });

  it('lets a call without a response be initialized', async () => {
    const { call } = await makeCall(owner, upstream.origin, {
      call: { method: 'DELETE', url: '/status/204', responseType: 'empty' },
    });
    expect((await initializeAndSave(owner, call)).initialization).toBe('done');
  });
});

describe('a secret', () => {
  const secret = 'sk_live_canary_0123456789';

  it('goes to the origin it was set for, and nobody is shown it', async () => {
    const auth = { kind: 'bearer' as const, shared: {}, byEnvironment: {} };
    const { api, call } = await makeCall(owner, upstream.origin, { api: { auth } });
    await owner.client.call(setSecret, {
      params: { projectId: owner.project.id },
      body: {
        owner: { type: 'api', id: api.id },
        slot: 'auth.token',
        environmentId: owner.development.id,
        value: secret,
        origin: upstream.origin,
      },
    });
    const events = await initialize(owner, call);
    expect(upstream.requests.at(-1)?.headers.authorization).toBe(`Bearer ${secret}`);
    expect(events.at(-1)).toMatchObject({ outcome: 'response', ok: true });
    expect(JSON.stringify(events)).not.toContain(secret);
    expect(JSON.stringify(events)).not.toContain(secret.slice(0, 16));
  });

  it('is not sent to another origin until that is confirmed', async () => {
    const other = await startUpstream();
    const strict = await startTestServer({ JACKFIELD_EGRESS_ALLOW: `${upstream.allowEntry},${other.allowEntry}` });
    const ann = await signUpOwner(strict);
    const auth = { kind: 'bearer' as const, shared: {}, byEnvironment: {} };
    const { api, call } = await makeCall(ann, upstream.origin, { api: { auth } });
    const { id } = await ann.client.call(setSecret, {
      params: { projectId: ann.project.id },
      body: {
        owner: { type: 'api', id: api.id },
        slot: 'auth.token',
        environmentId: ann.development.id,
        value: secret,
        origin: upstream.origin,
      },
    });
    await ann.client.call(saveApi, {
      params: { apiId: api.id },
      body: {
        name: api.name,
        version: api.version,
        document: { ...emptyApiDocument(), auth, baseUrls: { [ann.development.id]: other.origin } },
      },
    });
    const [end] = eventsOf(await initialize(ann, call), 'end');
    expect(end).toMatchObject({ outcome: 'config', error: { kind: 'config', phase: 'prepare' } });
    expect(end?.error?.detail).toContain(other.origin);
    expect(other.requests).toEqual([]);
    await ann.client.call(confirmSecretOrigin, {
      params: { projectId: ann.project.id, secretId: id },
      body: { origin: other.origin },
    });
    expect((await initialize(ann, call)).at(-1)).toMatchObject({ outcome: 'response' });
    expect(other.requests).toHaveLength(1);
    await strict.stop();
    await other.close();
  });

  it('is kept as the test value of a sensitive input', async () => {
    const { call } = await makeCall(owner, upstream.origin, {
      call: { url: '/echo?key=[key]', inputs: [input('key', { isSensitive: true })] },
    });
    await owner.client.call(setSecret, {
      params: { projectId: owner.project.id },
      body: {
        owner: { type: 'call', id: call.id },
        slot: 'input.key',
        environmentId: owner.development.id,
        value: secret,
        origin: upstream.origin,
      },
    });
    const events = await initialize(owner, call);
    expect(upstream.requests.at(-1)?.url).toBe(`/echo?key=${secret}`);
    expect(JSON.stringify(events)).not.toContain(secret);
  });
});

function input(name: string, change: Partial<Input> = {}): Input {
  return { ...inputSchema.parse({ name }), ...change };
}
