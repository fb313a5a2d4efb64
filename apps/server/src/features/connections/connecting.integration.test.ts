import { type ApiDocument, envelopeSchema } from '@jackfield/connector';
import {
  clearConnection,
  discoverProvider,
  finishConnecting,
  getConnection,
  saveApi,
  startConnecting,
  testAuthentication,
} from '@jackfield/contracts';
import { answerAtProvider, OIDC_CLIENTS, type OidcServer, startOidcServer } from '@jackfield/testing';
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

let server: TestServer;
let oidc: OidcServer;
let owner: Owner;
let made: MadeCall;

beforeAll(async () => {
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: '127.0.0.1/32' });
  oidc = await startOidcServer({ redirectUris: [`${server.url}/connect/callback`] });
  owner = await signUpOwner(server);
  // A public client: nothing but PKCE protects the code, and no secret says where the token may go.
  made = await makeCall(owner, oidc.origin, { api: { auth: await discovered() }, call: { url: '/api/me' } });
});
beforeEach(() => {
  oidc.tokenRequests.length = 0;
});
afterAll(async () => {
  await server.stop();
  await oidc.close();
});

async function discovered(): Promise<ApiDocument['auth']> {
  const probe = await makeCall(owner, oidc.origin);
  const params = { apiId: probe.api.id };
  const found = await owner.client.call(discoverProvider, { params, body: { issuer: oidc.origin } });
  expect(found).toMatchObject({
    issuer: oidc.origin,
    authorizeUrl: `${oidc.origin}/auth`,
    tokenUrl: `${oidc.origin}/token`,
  });
  const { issuer, authorizeUrl, tokenUrl, revokeUrl, profileUrl } = found;
  const own = { issuer, authorizeUrl, tokenUrl, revokeUrl, profileUrl };
  return {
    kind: 'oauth2-code',
    shared: { readsProfile: 'yes', profileIdPath: 'sub', offlineAccess: 'yes' },
    byEnvironment: {
      [owner.development.id]: {
        ...own,
        clientId: OIDC_CLIENTS.public.id,
        scope: 'openid email offline_access',
      },
    },
  };
}

const at = () => ({ params: { apiId: made.api.id, environmentId: owner.development.id } });
const start = async (client = owner.client) =>
  (await client.call(startConnecting, { ...at(), body: { version: made.api.version } })).url;
const finish = (callback: string, client = owner.client) =>
  client.call(finishConnecting, { body: { parameters: new URL(callback).search } });
const health = () => owner.client.call(getConnection, at());
const endOf = async () => eventsOf(await initialize(owner, made.call), 'end')[0];

describe('connecting in a browser', () => {
  it('is asked for in words before it is done', async () => {
    expect(await endOf()).toMatchObject({
      outcome: 'auth',
      error: { message: 'Nobody has connected this API in this environment yet.' },
    });
    expect(oidc.tokenRequests).toEqual([]);
  });

  it('sends somebody to the provider with PKCE and state, and keeps what comes back', async () => {
    const url = new URL(await start());
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      redirect_uri: (await health()).callbackUrl,
      access_type: 'offline',
      prompt: 'consent',
    });
    const callback = await answerAtProvider(url.href);
    expect(await finish(callback)).toMatchObject({ isConnected: true, account: 'alice@example.com · alice' });
    expect(await health()).toMatchObject({ state: 'valid', connectedBy: 'Ann', account: 'alice@example.com · alice' });
    expect(await endOf()).toMatchObject({ outcome: 'response', status: 200 });
    // A state is good once.
    expect(await finish(callback)).toMatchObject({ isConnected: false });
    expect(await health()).toMatchObject({ state: 'valid' });
  });

  it('goes on by itself: a token that is refused is renewed, and the refresh token rotates', async () => {
    made.call = await initializeAndSave(owner, made.call);
    const token = await makeToken(owner);
    for (let round = 0; round < 3; round += 1) {
      oidc.revokeAccessTokens();
      const res = await runCall(server, runPath(owner, made), token);
      expect(envelopeSchema.parse(await res.json())).toMatchObject({ status: 200 });
    }
    const sent = oidc.tokenRequests.map(({ form }) => form.get('refresh_token'));
    expect(new Set(sent).size).toBe(3);
    const test = await owner.client.stream(testAuthentication, {
      params: { apiId: made.api.id },
      body: { environmentId: owner.development.id, version: made.api.version },
    });
    expect(eventsOf(test, 'end')[0]).toMatchObject({ outcome: 'response', status: 200 });
  });

  it('is finished by the browser and the person that began it alone', async () => {
    const other = await addMember(server, owner, 'editor');
    const callback = await answerAtProvider(await start());
    expect(await finish(callback, other.client)).toMatchObject({ isConnected: false });
    // Whoever tried has used it up.
    expect(await finish(callback)).toMatchObject({ isConnected: false });
    const answer = new URL(await answerAtProvider(await start()));
    answer.searchParams.set('iss', 'https://elsewhere.example');
    expect(await finish(answer.href)).toMatchObject({
      isConnected: false,
      hint: expect.stringContaining('Issuer URL'),
    });
    expect(oidc.tokenRequests).toEqual([]);
  });

  it('that is turned down comes back in words, in the same place', async () => {
    const callback = await answerAtProvider(await start(), { allows: false });
    const told = await finish(callback);
    expect(told).toMatchObject({ isConnected: false, message: expect.stringContaining('access_denied') });
    expect(await health()).toMatchObject({ state: 'broken', failure: told.message });
    expect(await finish(await answerAtProvider(await start()))).toMatchObject({ isConnected: true });
  });

  it('gives a token that goes nowhere else than where it was connected for', async () => {
    const { api } = made;
    const elsewhere = oidc.origin.replace('127.0.0.1', 'localhost');
    const moved = { ...api.document, baseUrls: { [owner.development.id]: elsewhere } };
    const body = { name: api.name, version: api.version, document: moved };
    made.api = await owner.client.call(saveApi, { params: { apiId: api.id }, body });
    oidc.apiRequests.length = 0;
    expect(await endOf()).toMatchObject({ outcome: 'config', error: { detail: expect.stringContaining(elsewhere) } });
    expect(oidc.apiRequests).toEqual([]);
    const back = { name: api.name, version: made.api.version, document: api.document };
    made.api = await owner.client.call(saveApi, { params: { apiId: api.id }, body: back });
  });

  it('is forgotten here and at the provider when it is cleared', async () => {
    await owner.client.call(clearConnection, at());
    expect(await health()).toMatchObject({ state: 'none' });
    expect(await endOf()).toMatchObject({ outcome: 'auth' });
  });
});
