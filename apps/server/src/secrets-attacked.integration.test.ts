import { type ApiDocument, type CallDocument, emptyApiDocument, inputSchema } from '@jackfield/connector';
import {
  type Call,
  createApi,
  createToken,
  duplicateCall,
  type InitializationEvent,
  type Secret,
  saveApi,
  saveCall,
  saveShape,
  setSecret,
} from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, initialize, type MadeCall, makeCall } from './testing/make-call.ts';
import { addMember, type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

const SECRET = 'sk_live/canary+0123456789=';
const BEARER = { kind: 'bearer' as const, shared: {}, byEnvironment: {} };
const KEY_IN_URL = { kind: 'key-in-url' as const, shared: { name: 'key' }, byEnvironment: {} };

let upstream: Upstream;
let other: Upstream;
let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  upstream = await startUpstream();
  other = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: `${upstream.allowEntry},${other.allowEntry}` });
}, 60_000);
beforeEach(async () => {
  owner = await signUpOwner(server);
  upstream.requests.length = 0;
  other.requests.length = 0;
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
  await other.close();
});

const inputs = (...definitions: Record<string, unknown>[]) => definitions.map((each) => inputSchema.parse(each));
const endOf = (events: readonly InitializationEvent[]) => eventsOf(events, 'end')[0];

function set(
  of: Pick<Owner, 'client' | 'project' | 'development'>,
  secretOwner: Secret['owner'],
  slot: string,
  { value = SECRET, origin = upstream.origin } = {},
): Promise<Secret> {
  const body = { owner: secretOwner, slot, environmentId: of.development.id, value, acceptShort: true };
  return of.client.call(setSecret, {
    params: { projectId: of.project.id },
    body: secretOwner.type === 'project' ? body : { ...body, origin },
  });
}

/** A call whose API sends a bearer token that is confirmed for the first upstream. */
async function makeBearerCall(call: Partial<CallDocument> = {}, api: Partial<ApiDocument> = {}): Promise<MadeCall> {
  const made = await makeCall(owner, upstream.origin, { api: { auth: BEARER, ...api }, call });
  await set(owner, { type: 'api', id: made.api.id }, 'auth.token');
  return made;
}

async function change({ api, call }: MadeCall, to: { api?: Partial<ApiDocument>; call?: Partial<CallDocument> }) {
  if (to.api) {
    const body = { name: api.name, version: api.version, document: { ...api.document, ...to.api } };
    await owner.client.call(saveApi, { params: { apiId: api.id }, body });
  }
  const body = { name: call.name, version: call.version, document: { ...call.document, ...to.call } };
  return owner.client.call(saveCall, { params: { callId: call.id }, body });
}

async function expectStopped(call: Call, testValues?: Record<string, string>): Promise<void> {
  const end = endOf(await initialize(owner, call, testValues));
  expect(end).toMatchObject({ outcome: 'config', error: { kind: 'config', phase: 'prepare' }, attempts: 0 });
  expect(end?.error?.detail).toContain(other.origin);
  expect(other.requests).toEqual([]);
}

describe('a document that carries a secret in plain text is refused, and the secret is not repeated', () => {
  it.each([
    ['shared by all environments', { shared: { token: SECRET }, byEnvironment: {} }, ['shared', 'token']],
    ['of one environment', { shared: {}, byEnvironment: { dev: { key: SECRET } } }, ['byEnvironment', 'dev', 'key']],
    ['of a kind that is not chosen', { shared: { password: SECRET }, byEnvironment: {} }, ['shared', 'password']],
  ])('as a field of the authentication, %s', async (_where, fields, path) => {
    const problem = await owner.client.problem(createApi, {
      params: { projectId: owner.project.id },
      body: { name: 'Stripe', document: { ...emptyApiDocument(), auth: { kind: 'bearer', ...fields } } },
    });
    expect(problem.errors).toMatchObject([{ path: ['body', 'document', 'auth', ...path] }]);
    expect(JSON.stringify(problem)).not.toContain(SECRET);
  });

  it('as the default of a sensitive input', async () => {
    const { call } = await makeCall(owner, upstream.origin);
    const document = { ...call.document, inputs: inputs({ name: 'key', isSensitive: true, defaultValue: SECRET }) };
    const body = { name: call.name, version: call.version, document };
    const problem = await owner.client.problem(saveCall, { params: { callId: call.id }, body });
    expect(problem.errors).toMatchObject([{ path: ['body', 'document', 'inputs', 0, 'defaultValue'] }]);
    expect(JSON.stringify(problem)).not.toContain(SECRET);
  });
});

describe('a secret', () => {
  it.each([
    ['header', { kind: 'key-in-header' as const, shared: { name: 'X-{{stripe}}' }, byEnvironment: {} }],
    ['parameter', { kind: 'key-in-url' as const, shared: { name: '{{stripe}}' }, byEnvironment: {} }],
  ])('is not sent as the name of a %s, which would neither be masked nor bound', async (_what, auth) => {
    await set(owner, { type: 'project' }, 'stripe', { value: 'canary0123456789' });
    const made = await makeCall(owner, other.origin, { api: { auth } });
    await set(owner, { type: 'api', id: made.api.id }, 'auth.key', { origin: other.origin });
    const events = await initialize(owner, made.call);
    expect(endOf(events)).toMatchObject({ outcome: 'config', attempts: 0 });
    expect(other.requests).toEqual([]);
    expectSilent(events);
  });
});

describe('the test value of a sensitive input', () => {
  const sensitive = { url: '/echo?key=[key]', inputs: inputs({ name: 'key', isSensitive: true }) };

  it('is not copied with its call', async () => {
    const made = await makeCall(owner, upstream.origin, { call: sensitive });
    await set(owner, { type: 'call', id: made.call.id }, 'input.key');
    const copy = await owner.client.call(duplicateCall, { params: { callId: made.call.id } });
    expect(endOf(await initialize(owner, copy))).toMatchObject({ outcome: 'input', attempts: 0 });
    expect(upstream.requests).toEqual([]);
  });

  it('stays where it was confirmed, while one that is typed for this time goes where its author sends it', async () => {
    const made = await makeCall(owner, upstream.origin, { call: sensitive });
    await set(owner, { type: 'call', id: made.call.id }, 'input.key');
    const baseUrls = { [owner.development.id]: other.origin };
    const call = await change(made, { api: { baseUrls } });
    await expectStopped(call);
    const events = await initialize(owner, call, { key: SECRET });
    expect(endOf(events)).toMatchObject({ outcome: 'response' });
    expect(other.requests[0]?.url).toBe(`/echo?key=${encodeURIComponent(SECRET)}`);
    expectSilent(events);
  });
});

describe('nothing that leaves the server holds a secret', () => {
  const failing: [string, string][] = [
    ['is echoed', '/echo'],
    ['is refused', '/status/401'],
    ['is answered with a page', '/html'],
    ['is answered with half a body', '/short-length'],
    ['is answered with no HTTP', '/not-http'],
    ['meets a reset', '/reset'],
    ['is led on for ever', '/redirect/9'],
    ['is led to what is blocked', '/redirect-to?url=http://169.254.169.254/latest'],
  ];

  it.each(failing)('when a request with it in the URL %s', async (_what, url) => {
    const made = await makeCall(owner, upstream.origin, { api: { auth: KEY_IN_URL }, call: { url } });
    await set(owner, { type: 'api', id: made.api.id }, 'auth.key');
    expectSilent(await initialize(owner, made.call));
    expect(upstream.requests[0]?.url).toContain(encodeURIComponent(SECRET));
  });

  it('when nobody listens there, or it is no address to call', async () => {
    for (const baseUrl of ['http://127.0.0.1:1', 'http://10.0.0.1', 'http://no-such-name.invalid']) {
      const made = await makeCall(owner, baseUrl, { api: { auth: KEY_IN_URL } });
      await set(owner, { type: 'api', id: made.api.id }, 'auth.key', { origin: baseUrl });
      const events = await initialize(owner, made.call);
      expect(endOf(events)?.outcome).not.toBe('response');
      expectSilent(events);
    }
  });

  it('when it cannot stand in a header', async () => {
    const made = await makeCall(owner, upstream.origin, { api: { auth: BEARER } });
    await set(owner, { type: 'api', id: made.api.id }, 'auth.token', { value: `${SECRET}\r\nX-Injected: 1` });
    const events = await initialize(owner, made.call);
    expect(endOf(events)).toMatchObject({ outcome: 'config', attempts: 0 });
    expectSilent(events);
  });

  it('when it is short: it is masked wherever the request is shown', async () => {
    const made = await makeCall(owner, upstream.origin, { api: { auth: KEY_IN_URL }, call: { url: '/status/204' } });
    await set(owner, { type: 'api', id: made.api.id }, 'auth.key', { value: 'zq7xk' });
    const events = await initialize(owner, made.call);
    expect(upstream.requests[0]?.url).toBe('/status/204?key=zq7xk');
    expect(JSON.stringify(events)).not.toContain('zq7xk');
  });
});

describe('what a body names', () => {
  it('is not found where it is another project’s', async () => {
    const theirs = await makeBearerCall();
    const stranger = await signUpOwner(server);
    const params = { projectId: stranger.project.id };
    const body = { slot: 'auth.token', environmentId: stranger.development.id, value: 'sk_0123456789' };
    for (const secretOwner of [
      { type: 'api' as const, id: theirs.api.id },
      { type: 'call' as const, id: theirs.call.id },
    ]) {
      const problem = await stranger.client.problem(setSecret, { params, body: { ...body, owner: secretOwner } });
      expect(problem.code).toBe('not_found');
    }
    const ofToken = { params, body: { name: 'x', environmentId: owner.development.id } };
    expect((await stranger.client.problem(createToken, ofToken)).code).toBe('invalid_request');
    const ours = await makeCall(stranger, upstream.origin);
    const [shape] = eventsOf(await initialize(owner, theirs.call), 'shape');
    const ofShape = {
      params: { callId: ours.call.id },
      body: { initializationId: shape?.initializationId ?? '', choices: {} },
    };
    expect((await stranger.client.problem(saveShape, ofShape)).code).toBe('initialization_expired');
  });

  it('lets no editor set a secret of Live, though the API is the same one', async () => {
    const { api } = await makeBearerCall();
    const editor = await addMember(server, owner, 'editor');
    const problem = await editor.client.problem(setSecret, {
      params: { projectId: owner.project.id },
      body: {
        owner: { type: 'api', id: api.id },
        slot: 'auth.token',
        environmentId: owner.live.id,
        value: 'sk_0123456789',
      },
    });
    expect(problem.code).toBe('not_allowed');
  });
});

/** In none of the forms that somebody would look for. */
function expectSilent(events: readonly InitializationEvent[]): void {
  const seen = JSON.stringify(events);
  const core = 'canary';
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.from('x'.repeat(shift) + SECRET)
      .toString('base64')
      .slice(4, 20),
  );
  for (const form of [SECRET, encodeURIComponent(SECRET), core, ...base64]) expect(seen).not.toContain(form);
}
