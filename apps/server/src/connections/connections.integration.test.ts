import { type ApiDocument, type AuthKind, envelopeSchema } from '@jackfield/connector';
import {
  clearConnection,
  confirmSecretOrigin,
  getConnection,
  setSecret,
  testAuthentication,
} from '@jackfield/contracts';
import {
  OIDC_CLIENTS,
  OIDC_USER,
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
} from '../testing/make-call.ts';
import { type Owner, signUpOwner } from '../testing/scenario.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let oidc: OidcServer;
let upstream: Upstream;
let server: TestServer;
let owner: Owner;
let token: string;

beforeAll(async () => {
  oidc = await startOidcServer();
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: [oidc.allowEntry, upstream.allowEntry].join() });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
});
beforeEach(() => {
  oidc.tokenRequests.length = 0;
  oidc.apiRequests.length = 0;
});
afterAll(async () => {
  await server.stop();
  await oidc.close();
  await upstream.close();
});

interface Wanted {
  kind: AuthKind;
  shared?: Record<string, string>;
  own?: Record<string, string>;
  secrets?: Record<string, string>;
  /** Where the secrets may go; the provider alone where left out. */
  origins?: string[];
  url?: string;
}

/** A call behind the provider's tokens, with its secrets set and confirmed. */
async function makeProtected({ kind, shared = {}, own = {}, secrets = {}, origins = [oidc.origin], url }: Wanted) {
  const { client, project, development } = owner;
  const auth: ApiDocument['auth'] = {
    kind,
    shared,
    byEnvironment: { [development.id]: { tokenUrl: `${oidc.origin}/token`, ...own } },
  };
  const made = await makeCall(owner, oidc.origin, { api: { auth }, call: { url: url ?? '/api/me' } });
  const params = { projectId: project.id };
  for (const [field, value] of Object.entries(secrets)) {
    const secret = await client.call(setSecret, {
      params,
      body: { owner: { type: 'api', id: made.api.id }, slot: `auth.${field}`, environmentId: development.id, value },
    });
    for (const origin of origins) {
      await client.call(confirmSecretOrigin, { params: { ...params, secretId: secret.id }, body: { origin } });
    }
  }
  return made;
}

async function run(made: MadeCall) {
  const res = await runCall(server, runPath(owner, made), token);
  return envelopeSchema.parse(await res.json());
}

async function endOf(made: MadeCall) {
  const events = await initialize(owner, made.call);
  return { events, end: eventsOf(events, 'end')[0] };
}

const BASIC = { clientId: OIDC_CLIENTS.basic.id };
const PASSWORD: Wanted = {
  kind: 'oauth2-password',
  own: { ...BASIC, username: OIDC_USER.name, scope: 'openid' },
  secrets: { password: OIDC_USER.password, clientSecret: OIDC_CLIENTS.basic.secret },
};

describe('a token', () => {
  it.each<[string, () => Wanted]>([
    [
      'by client credentials and HTTP Basic',
      () => ({
        kind: 'oauth2-client-credentials',
        own: { ...BASIC, scope: 'contacts.read' },
        secrets: { clientSecret: OIDC_CLIENTS.basic.secret },
      }),
    ],
    [
      'by client credentials in the body, and in the query string of the call',
      () => ({
        kind: 'oauth2-client-credentials',
        shared: { clientAuth: 'body', tokenPlace: 'query' },
        own: { clientId: OIDC_CLIENTS.body.id },
        secrets: { clientSecret: OIDC_CLIENTS.body.secret },
      }),
    ],
    [
      'by client credentials and private_key_jwt',
      () => ({
        kind: 'oauth2-client-credentials',
        shared: { clientAuth: 'private_key_jwt' },
        own: { clientId: OIDC_CLIENTS.jwt.id },
        secrets: { clientKey: oidc.clientKey },
      }),
    ],
    ['by username and password', () => PASSWORD],
    [
      'by a call of its own form',
      () => ({
        kind: 'oauth2-custom',
        shared: { tokenBodyType: 'form' },
        own: {
          tokenHeaders: `Authorization: Basic ${btoa(`${OIDC_CLIENTS.basic.id}:${encodeURIComponent(OIDC_CLIENTS.basic.secret)}`)}`,
          tokenBody: 'grant_type=client_credentials',
        },
      }),
    ],
  ])('is got %s, sent with the call, kept for the next ones, and shown to nobody', async (_how, wanted) => {
    const made = await makeProtected(wanted());
    const { events, end } = await endOf(made);
    expect(end, JSON.stringify(end)).toMatchObject({ outcome: 'response', status: 200, warnings: [] });
    expect(oidc.tokenRequests).toMatchObject([{ status: 200 }]);
    made.call = await initializeAndSave(owner, made.call);
    for (let round = 0; round < 3; round += 1) expect(await run(made)).toMatchObject({ status: 200, ok: true });
    expect(oidc.tokenRequests).toHaveLength(1);
    const [sent] = oidc.apiRequests;
    const value = sent?.authorization?.slice('Bearer '.length) ?? /access_token=([^&]+)/.exec(sent?.url ?? '')?.[1];
    expect(value).toMatch(/^[\w-]{20,}$/);
    expect(JSON.stringify(events)).not.toContain(value);
    expect(JSON.stringify(end?.request)).toContain('{{auth.token}}');
  });

  it('that the API refuses is renewed by its refresh token, and the call sent once more', async () => {
    const made = await makeProtected(PASSWORD);
    made.call = await initializeAndSave(owner, made.call);
    for (let round = 0; round < 3; round += 1) {
      oidc.revokeAccessTokens();
      expect(await run(made)).toMatchObject({ status: 200, attempts: 1, warnings: [] });
    }
    const grants = oidc.tokenRequests.map(({ form }) => form.get('grant_type'));
    expect(grants).toEqual(['password', 'refresh_token', 'refresh_token', 'refresh_token']);
    expect(oidc.apiRequests.map(({ status }) => status)).toEqual([200, 401, 200, 401, 200, 401, 200]);
  });

  it('that the API refuses with 200 and words of its own is renewed too, where a rule says so', async () => {
    const shared = { tokenBodyRefusals: 'error=invalid_token' };
    const made = await makeProtected({ ...PASSWORD, shared, url: '/api/soft' });
    made.call = await initializeAndSave(owner, made.call);
    oidc.revokeAccessTokens();
    expect(await run(made)).toMatchObject({ status: 200, attempts: 1, data: { account: OIDC_USER.name } });
    const grants = oidc.tokenRequests.map(({ form }) => form.get('grant_type'));
    expect(grants).toEqual(['password', 'refresh_token']);
    const without = await makeProtected({ ...PASSWORD, url: '/api/soft' });
    without.call = await initializeAndSave(owner, without.call);
    oidc.revokeAccessTokens();
    expect(await run(without)).toMatchObject({ status: 200, data: { error: 'invalid_token' } });
  });

  it('is asked for once by many runs at once, and a refusal of the token URL is the same for all, in words', async () => {
    const made = await makeProtected(PASSWORD);
    made.call = await initializeAndSave(owner, made.call);
    oidc.revokeAccessTokens();
    oidc.tokenRequests.length = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => run(made)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(oidc.tokenRequests.map(({ form }) => form.get('grant_type'))).toEqual(['refresh_token']);
    oidc.revokeAccessTokens();
    oidc.failTokenRequests(1, 503);
    const failed = await run(made);
    expect(failed).toMatchObject({
      outcome: 'auth',
      status: null,
      error: { phase: 'prepare', message: 'The token URL answered with 503.' },
    });
    // The grant is kept.
    expect(await run(made)).toMatchObject({ status: 200 });
    expect(oidc.tokenRequests.at(-1)?.form.get('grant_type')).toBe('refresh_token');
  });

  it('is got by a test too, which shows what was sent and answered without a secret; then its health, until it is cleared', async () => {
    const made = await makeProtected(PASSWORD);
    const { client, development } = owner;
    const at = { params: { apiId: made.api.id, environmentId: development.id } };
    expect(await client.call(getConnection, at)).toMatchObject({ state: 'none', validUntil: null });
    const test = () =>
      client.stream(testAuthentication, {
        params: { apiId: made.api.id },
        body: { environmentId: development.id, version: made.api.version },
      });
    const events = [...(await test()), ...(await test())];
    expect(oidc.tokenRequests.map(({ form }) => form.get('grant_type'))).toEqual(['password', 'refresh_token']);
    expect(eventsOf(events, 'end')).toMatchObject([
      { outcome: 'response', status: 200, ok: true, bodyKind: 'json', request: { method: 'POST' } },
      { outcome: 'response', status: 200, ok: true, attempts: 1 },
    ]);
    const [body] = eventsOf(events, 'body').map(({ text }) => JSON.parse(text));
    expect(body).toMatchObject({
      access_token: '{{auth.access_token}}',
      refresh_token: '{{auth.refresh_token}}',
      scope: 'openid',
    });
    const told = JSON.stringify(events);
    const sent = oidc.tokenRequests[1]?.form.get('refresh_token') ?? '';
    for (const secret of [
      OIDC_USER.password,
      OIDC_CLIENTS.basic.secret,
      sent,
      oidc.tokenRequests[0]?.authorization ?? '',
    ]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(told).not.toContain(secret);
    }
    const health = await client.call(getConnection, at);
    expect(health).toMatchObject({ state: 'valid', scopes: 'openid', failure: null, note: null });
    expect(Date.parse(health.validUntil ?? '')).toBeGreaterThan(Date.now());
    oidc.failTokenRequests(1, 503);
    expect(eventsOf(await test(), 'end')[0]).toMatchObject({ outcome: 'auth', status: 503, ok: false });
    expect(await client.call(getConnection, at)).toMatchObject({
      state: 'failing',
      failure: 'The token URL answered with 503.',
    });
    await client.call(clearConnection, at);
    expect(await client.call(getConnection, at)).toMatchObject({ state: 'none' });
  });

  it('is not got with a wrong password, and what the provider quotes of it is masked', async () => {
    const made = await makeProtected({
      ...PASSWORD,
      secrets: { ...PASSWORD.secrets, password: 'not the password at all' },
    });
    const { end, events } = await endOf(made);
    expect(end).toMatchObject({ outcome: 'auth', error: { phase: 'prepare' } });
    expect(end?.error?.message).toContain('The token URL refused: invalid_grant (wrong password {{auth.password}})');
    expect(JSON.stringify(events)).not.toContain('not the password at all');
    expect(oidc.apiRequests).toEqual([]);
  });

  it('is not asked for where a secret of it is not confirmed for the token URL, or for where the token would go', async () => {
    const astray = await makeProtected({ ...PASSWORD, own: { ...PASSWORD.own, tokenUrl: `${upstream.origin}/token` } });
    const { end } = await endOf(astray);
    expect(end).toMatchObject({ outcome: 'config', error: { hint: expect.stringContaining(upstream.origin) } });
    const away = await makeProtected({ ...PASSWORD, url: `${upstream.origin}/echo` });
    expect((await endOf(away)).end).toMatchObject({ outcome: 'config' });
    expect([...oidc.tokenRequests, ...upstream.requests]).toEqual([]);
  });
});
