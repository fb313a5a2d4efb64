import { type ApiDocument, envelopeSchema } from '@jackfield/connector';
import {
  clearConnection,
  confirmSecretOrigin,
  connectByDevice,
  type DeviceConnectingEvent,
  deleteApi,
  getConnection,
  saveApi,
  setSecret,
  testAuthentication,
} from '@jackfield/contracts';
import {
  answerAtDevice,
  OIDC_CLIENTS,
  type OidcServer,
  startOidcServer,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const TV = { id: 'client-tv', secret: 'the secret of the television' };

let server: TestServer;
let oidc: OidcServer;
let upstream: Upstream;
let owner: Owner;

beforeAll(async () => {
  oidc = await startOidcServer({
    deviceIntervalSeconds: 1,
    clients: [
      {
        client_id: TV.id,
        client_secret: TV.secret,
        redirect_uris: [],
        response_types: [],
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        application_type: 'native',
      },
    ],
  });
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: [oidc.allowEntry, upstream.allowEntry].join() });
  owner = await signUpOwner(server);
});
beforeEach(() => {
  oidc.tokenRequests.length = 0;
  oidc.deviceRequests.length = 0;
  oidc.apiRequests.length = 0;
  oidc.setDeviceCodeSeconds(600);
});
afterAll(async () => {
  await server.stop();
  await oidc.close();
  await upstream.close();
});

/** A call behind tokens that somebody grants with a code; of a public client unless there is a secret. */
async function makeConnectable(own: Record<string, string> = {}): Promise<MadeCall> {
  const auth: ApiDocument['auth'] = {
    kind: 'oauth2-device',
    shared: {},
    byEnvironment: {
      [owner.development.id]: {
        deviceUrl: `${oidc.origin}/device/auth`,
        tokenUrl: `${oidc.origin}/token`,
        clientId: OIDC_CLIENTS.device.id,
        scope: 'openid offline_access',
        ...own,
      },
    },
  };
  return makeCall(owner, oidc.origin, { api: { auth }, call: { url: '/api/me' } });
}

/** The client secret, for these origins. */
async function setClientSecret({ api }: MadeCall, origins: readonly string[]): Promise<void> {
  const params = { projectId: owner.project.id };
  const body = { owner: { type: 'api', id: api.id }, slot: 'auth.clientSecret', value: TV.secret } as const;
  const secret = await owner.client.call(setSecret, {
    params,
    body: { ...body, environmentId: owner.development.id },
  });
  for (const origin of origins) {
    await owner.client.call(confirmSecretOrigin, { params: { ...params, secretId: secret.id }, body: { origin } });
  }
}

const at = ({ api }: MadeCall) => ({ params: { apiId: api.id, environmentId: owner.development.id } });
const health = (made: MadeCall) => owner.client.call(getConnection, at(made));
const endOf = async (made: MadeCall) => eventsOf(await initialize(owner, made.call), 'end')[0];

type CodeEvent = Extract<DeviceConnectingEvent, { type: 'code' }>;

/** Connects; `person` is told the code, and what they do is awaited before the stream is read on. */
async function connect(
  made: MadeCall,
  person: (code: CodeEvent) => unknown = () => {},
  signal: AbortSignal = new AbortController().signal,
): Promise<DeviceConnectingEvent[]> {
  const input = { ...at(made), body: { version: made.api.version } };
  const res = await owner.client.send(connectByDevice, input, { signal });
  if (!res.ok || res.body === null) throw new Error(`${res.status} ${await res.text()}`);
  const events: DeviceConnectingEvent[] = [];
  let rest = '';
  for await (const chunk of res.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event = connectByDevice.response.parse(JSON.parse(line));
      events.push(event);
      if (event.type === 'code') await person(event);
    }
  }
  return events;
}

const allow = ({ verificationUriComplete }: CodeEvent) => answerAtDevice(verificationUriComplete ?? '');

describe('connecting by a code', () => {
  it('is asked for in words before it is done', async () => {
    const made = await makeConnectable();
    expect(await endOf(made)).toMatchObject({
      outcome: 'auth',
      error: {
        message: 'Nobody has connected this API in this environment yet.',
        hint: expect.stringContaining('Connect'),
      },
    });
    expect(oidc.tokenRequests).toEqual([]);
  });

  it('gives the code, waits until it is entered, keeps what is granted, and renews it from then on', async () => {
    const made = await makeConnectable();
    const events = await connect(made, (code) => {
      expect(code.verificationUri).toBe(`${oidc.origin}/device`);
      expect(code.verificationUriComplete).toContain(code.userCode);
      expect(Date.parse(code.expiresAt)).toBeGreaterThan(Date.now() + 500_000);
      // Asked once before somebody has entered it.
      oidc.failTokenRequests(1, 400, '{"error":"authorization_pending"}');
      return allow(code);
    });
    expect(events.map(({ type }) => type)).toEqual(['code', 'waiting', 'end']);
    expect(events.at(-1)).toMatchObject({ isConnected: true, message: `${made.api.name} is connected.` });
    expect(await health(made)).toMatchObject({ state: 'valid', connectedBy: 'Ann', account: null });
    made.call = await initializeAndSave(owner, made.call);
    const token = await makeToken(owner);
    for (let round = 0; round < 2; round += 1) {
      oidc.revokeAccessTokens();
      const res = await runCall(server, runPath(owner, made), token);
      expect(envelopeSchema.parse(await res.json())).toMatchObject({ status: 200 });
    }
    const grants = oidc.tokenRequests.map(({ form }) => form.get('grant_type')?.split(':').at(-1));
    expect(grants).toEqual(['device_code', 'device_code', 'refresh_token', 'refresh_token']);
    const tested = await owner.client.stream(testAuthentication, {
      params: { apiId: made.api.id },
      body: { environmentId: owner.development.id, version: made.api.version },
    });
    expect(eventsOf(tested, 'end')[0]).toMatchObject({ outcome: 'response', status: 200 });
    await owner.client.call(clearConnection, at(made));
    expect(await health(made)).toMatchObject({ state: 'none' });
  });

  it('tells nobody a secret, a device code or a token', async () => {
    const made = await makeConnectable({ clientId: TV.id });
    await setClientSecret(made, [oidc.origin]);
    const events = await connect(made, allow);
    expect(events.at(-1)).toMatchObject({ isConnected: true });
    expect(await endOf(made)).toMatchObject({ outcome: 'response', status: 200 });
    const deviceCode = oidc.tokenRequests[0]?.form.get('device_code') ?? '';
    const accessToken = oidc.apiRequests[0]?.authorization?.slice('Bearer '.length) ?? '';
    const client = oidc.deviceRequests[0]?.authorization?.slice('Basic '.length) ?? '';
    expect(oidc.deviceRequests[0]?.answer).toContain(deviceCode);
    const told = JSON.stringify([events, await health(made), await initialize(owner, made.call)]);
    for (const secret of [deviceCode, accessToken, client, TV.secret]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(told).not.toContain(secret);
    }
  });

  it('that is turned down ends in words, and can be begun anew', async () => {
    const made = await makeConnectable();
    const events = await connect(made, ({ verificationUriComplete }) =>
      answerAtDevice(verificationUriComplete ?? '', { allows: false }),
    );
    expect(events.at(-1)).toMatchObject({
      type: 'end',
      isConnected: false,
      message: expect.stringContaining('access_denied'),
      hint: expect.stringContaining('connect again'),
    });
    expect(await health(made)).toMatchObject({ state: 'none' });
    expect((await connect(made, allow)).at(-1)).toMatchObject({ isConnected: true });
  });

  it('ends in words when nobody enters the code in its time', async () => {
    oidc.setDeviceCodeSeconds(1);
    const made = await makeConnectable();
    expect((await connect(made)).at(-1)).toMatchObject({
      isConnected: false,
      message: 'The code was not entered in time, so nothing was connected.',
    });
  });

  it('is cancelled by closing the request: the provider is asked no more, and nothing is kept', async () => {
    const made = await makeConnectable();
    const abort = new AbortController();
    await expect(connect(made, () => abort.abort(), abort.signal)).rejects.toThrow();
    // Meanwhile another is begun and ended: had the first gone on, it would have been asked about too.
    const events = await connect(await makeConnectable(), (code) => {
      oidc.failTokenRequests(1, 400, '{"error":"authorization_pending"}');
      return allow(code);
    });
    expect(events.at(-1)).toMatchObject({ isConnected: true });
    expect(new Set(oidc.tokenRequests.map(({ form }) => form.get('device_code'))).size).toBe(1);
    expect(await health(made)).toMatchObject({ state: 'none' });
  });

  it('gives a token that goes nowhere else than where it was connected for', async () => {
    const made = await makeConnectable();
    await connect(made, allow);
    const { api } = made;
    const elsewhere = oidc.origin.replace('127.0.0.1', 'localhost');
    const document = { ...api.document, baseUrls: { [owner.development.id]: elsewhere } };
    const body = { name: api.name, version: api.version, document };
    await owner.client.call(saveApi, { params: { apiId: api.id }, body });
    expect(await endOf(made)).toMatchObject({
      outcome: 'config',
      error: { detail: expect.stringContaining(elsewhere) },
    });
    expect(oidc.apiRequests).toEqual([]);
  });

  it('keeps nothing for an API that was removed in the meantime', async () => {
    const made = await makeConnectable();
    const events = await connect(made, async (code) => {
      await owner.client.call(deleteApi, { params: { apiId: made.api.id } });
      await allow(code);
    });
    expect(events.at(-1)).toMatchObject({ isConnected: false, message: expect.stringContaining('removed') });
  });
});

describe('connecting by a code is refused', () => {
  it('where the secret is not confirmed for the device authorization URL, or for the token URL', async () => {
    for (const field of ['deviceUrl', 'tokenUrl']) {
      const made = await makeConnectable({ clientId: TV.id, [field]: `${upstream.origin}/elsewhere` });
      await setClientSecret(made, [oidc.origin]);
      const problem = await owner.client.problem(connectByDevice, { ...at(made), body: { version: made.api.version } });
      expect(problem).toMatchObject({ code: 'invalid_request', detail: expect.stringContaining(upstream.origin) });
    }
    expect([...upstream.requests, ...oidc.deviceRequests, ...oidc.tokenRequests]).toEqual([]);
  });

  it('where the device authorization URL is one that the egress policy forbids', async () => {
    const made = await makeConnectable({ deviceUrl: 'http://169.254.169.254/device' });
    expect(await connect(made)).toMatchObject([
      {
        type: 'end',
        isConnected: false,
        message: 'The device authorization URL at 169.254.169.254 is blocked by the egress policy.',
      },
    ]);
  });

  it('in words where the device authorization URL gives no code', async () => {
    const made = await makeConnectable({ clientId: 'nobody' });
    expect(await connect(made)).toMatchObject([
      { type: 'end', isConnected: false, message: expect.stringContaining('invalid_client') },
    ]);
  });

  it('to viewers, for a draft that was changed, and for another kind of authentication', async () => {
    const made = await makeConnectable();
    const input = { ...at(made), body: { version: made.api.version } };
    const viewer = await addMember(server, owner, 'viewer');
    expect(await viewer.client.problem(connectByDevice, input)).toMatchObject({ code: 'not_allowed' });
    expect(await owner.client.problem(connectByDevice, { ...input, body: { version: 99 } })).toMatchObject({
      code: 'version_conflict',
    });
    const other = await makeCall(owner, oidc.origin);
    const body = { version: other.api.version };
    expect(await owner.client.problem(connectByDevice, { ...at(other), body })).toMatchObject({
      code: 'invalid_request',
    });
  });
});
