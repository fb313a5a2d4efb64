import { envelopeSchema } from '@jackfield/connector';
import * as contracts from '@jackfield/contracts';
import { type DryRun, dryRunSchema, endUserLinkSchema } from '@jackfield/contracts';
import { answerAtProvider, OIDC_CLIENTS, type OidcServer, startOidcServer } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventsOf, type MadeCall, makeCall, makeToken, runCall, runPath } from '../../testing/make-call.ts';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import type { TestClient } from '../../testing/test-client.ts';

let server: TestServer;
let oidc: OidcServer;
let owner: Owner;
let made: MadeCall;
let token: string;

beforeAll(async () => {
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: '127.0.0.1/32' });
  oidc = await startOidcServer({ redirectUris: [`${server.url}/connect/callback`] });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
  made = await makeCall(owner, oidc.origin, {
    api: {
      auth: {
        kind: 'oauth2-code',
        shared: { whoseAccount: 'endUser', readsProfile: 'yes', profileIdPath: 'sub', offlineAccess: 'yes' },
        byEnvironment: {
          [owner.development.id]: {
            issuer: oidc.origin,
            authorizeUrl: `${oidc.origin}/auth`,
            tokenUrl: `${oidc.origin}/token`,
            revokeUrl: `${oidc.origin}/token/revocation`,
            profileUrl: `${oidc.origin}/me`,
            clientId: OIDC_CLIENTS.public.id,
            scope: 'openid email offline_access',
          },
        },
      },
    },
    call: { url: '/api/me' },
  });
  await connect('builder', 'bea');
  const [shape] = eventsOf(await initializeWith('builder'), 'shape');
  made.call = await owner.client.call(contracts.saveShape, {
    params: { callId: made.call.id },
    body: { initializationId: shape?.initializationId ?? '', choices: {} },
  });
});
beforeEach(() => {
  oidc.tokenRequests.length = 0;
  oidc.apiRequests.length = 0;
});
afterAll(async () => {
  await server.stop();
  await oidc.close();
});

const at = () => ({ params: { apiId: made.api.id, environmentId: owner.development.id } });
const ask = (thing: 'link' | 'connection', method: string, query: string, bearer = token) =>
  fetch(`${server.url}/run/v1/${owner.project.slug}/${made.api.slug}/end-user/${thing}${query}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
  });
async function makeLink(user: string): Promise<string> {
  const res = await ask('link', 'POST', `?user=${encodeURIComponent(user)}`);
  const { url } = endUserLinkSchema.parse(await res.json());
  return new URL(url).hash.slice(1);
}
const open = async (link: string, browser: TestClient) =>
  (await browser.call(contracts.openConnectingLink, { body: { link } })).url;
const finish = (callback: string, browser: TestClient) =>
  browser.call(contracts.finishConnecting, { body: { parameters: new URL(callback).search } });
/** As an end user does it, who has no account here. */
async function connect(user: string, name: string) {
  const browser = server.visitor();
  return finish(await answerAtProvider(await open(await makeLink(user), browser), { name }), browser);
}
const run = (query: string) => runCall(server, `${runPath(owner, made)}${query}`, token);
const envelopeOf = async (query: string) => envelopeSchema.parse(await (await run(query)).json());
const initializeWith = (user?: string) =>
  owner.client.stream(contracts.initializeCall, {
    params: { callId: made.call.id },
    body: { environmentId: owner.development.id, version: made.call.version, ...(user === undefined ? {} : { user }) },
  });
const endUsers = () => owner.client.call(contracts.listEndUsers, at());

describe('a run with the connection of an end user', () => {
  it('has the token of the user that it names, and never that of another', async () => {
    expect(await connect('u 1/ä', 'alice')).toMatchObject({ isConnected: true, account: 'alice@example.com · alice' });
    await connect('u2', 'bob');
    const accounts = { 'u 1/ä': 'alice', u2: 'bob' };
    for (const [user, account] of [...Object.entries(accounts), ...Object.entries(accounts)]) {
      const query = `?user=${encodeURIComponent(user)}`;
      expect(await envelopeOf(query)).toMatchObject({ status: 200, data: { account } });
    }
    oidc.tokenRequests.length = 0;
    // At once, with tokens that were refused and are renewed.
    oidc.revokeAccessTokens();
    const users = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? 'u 1/ä' : 'u2'));
    const told = await Promise.all(users.map((user) => envelopeOf(`?user=${encodeURIComponent(user)}`)));
    expect(told.map(({ data }) => data)).toMatchObject(
      users.map((user) => ({ account: accounts[user as keyof typeof accounts] })),
    );
    expect(oidc.tokenRequests).toHaveLength(2);
  });

  it('is refused in words where it names none, or one who has not connected, and leaves no trace of them', async () => {
    expect(await envelopeOf('')).toMatchObject({
      outcome: 'config',
      error: { message: expect.stringContaining('names no user'), hint: expect.stringContaining('user=') },
    });
    expect(await envelopeOf('?user=nobody')).toMatchObject({
      outcome: 'auth',
      error: {
        message: 'The user "nobody" has not connected this API in this environment yet.',
        hint: expect.stringContaining('/end-user/link?user='),
      },
    });
    expect((await endUsers()).users.map(({ user }) => user)).not.toContain('nobody');
    expect(oidc.apiRequests).toEqual([]);
  });

  it.each([
    ['empty', '?user='],
    ['too long', `?user=${'x'.repeat(201)}`],
    ['with a control character', '?user=a%00b'],
    ['named twice', '?user=a&user=b'],
  ])('takes no user who is %s', async (_what, query) => {
    const res = await run(query);
    expect(res.status).toBe(400);
    expect(await res.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: ['query', 'user'] }] });
  });

  it('is of a user in every form: dry, as bytes, by hand and to initialize', async () => {
    const dry = async (query: string): Promise<DryRun> => dryRunSchema.parse(await (await run(query)).json());
    expect(await dry('?dryRun=true')).toMatchObject({ ok: false, error: { kind: 'config' } });
    expect(await dry('?dryRun=true&user=u2')).toMatchObject({ ok: true });
    expect(oidc.apiRequests).toEqual([]);
    expect(await (await run('?answer=body&user=u2')).json()).toMatchObject({ account: 'bob' });
    expect(await (await run('?answer=body')).json()).toMatchObject({ code: 'upstream_failed', kind: 'config' });
    const body = { environmentId: owner.development.id, as: 'data' as const, inputs: {}, user: 'u2' };
    const params = { callId: made.call.id };
    const events = await owner.client.stream(contracts.runCall, { params, body });
    expect(events.flatMap((event) => (event.type === 'data' ? [event.text] : [])).join('')).toContain('"bob"');
    const { environmentId, user } = body;
    const prepared = await owner.client.call(contracts.dryRunCall, { params, body: { environmentId, user } });
    expect(prepared).toMatchObject({ ok: true });
    expect(eventsOf(await initializeWith('u2'), 'end')[0]).toMatchObject({ outcome: 'response', status: 200 });
    expect(eventsOf(await initializeWith(), 'end')[0]).toMatchObject({ outcome: 'config' });
    const usable = await owner.client.call(contracts.listUsableCalls, {
      params: { projectId: owner.project.id },
      query: { environmentId },
    });
    expect(usable.calls.find(({ callId }) => callId === made.call.id)?.reasons).toEqual([]);
  });

  it('is told with the inputs that are kept of it, and run again with the same connection', async () => {
    await run('?user=u2');
    await server.ctx.runRecorder.flush();
    const params = { projectId: owner.project.id };
    const { runs } = await owner.client.call(contracts.listRuns, { params });
    const runId = runs[0]?.id ?? '';
    const { kept } = await owner.client.call(contracts.getKeptOfRun, { params: { ...params, runId } });
    expect(kept).toMatchObject({ user: 'u2' });
    const again = await owner.client.stream(contracts.replayRun, {
      params: { ...params, runId },
      body: { inputs: {} },
    });
    expect(again.flatMap((event) => (event.type === 'data' ? [event.text] : [])).join('')).toContain('"bob"');
  });

  it('is refused where all share one connection', async () => {
    const shared = await makeCall(owner, oidc.origin, { call: { url: '/api/me' } });
    const events = owner.client.problem(contracts.initializeCall, {
      params: { callId: shared.call.id },
      body: { environmentId: owner.development.id, version: shared.call.version, user: 'u2' },
    });
    expect(await events).toMatchObject({ code: 'invalid_request', errors: [{ path: ['body', 'user'] }] });
    const path = `/run/v1/${owner.project.slug}/${shared.api.slug}/end-user`;
    const headers = { authorization: `Bearer ${token}` };
    for (const [method, thing] of [
      ['POST', 'link'],
      ['DELETE', 'connection'],
    ]) {
      const res = await fetch(`${server.url}${path}/${thing}?user=u2`, { method: method ?? '', headers });
      expect(await res.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: ['query', 'user'] }] });
    }
  });
});

describe('a link for an end user', () => {
  it('is made with a token of the project, for one user', async () => {
    expect((await ask('link', 'POST', '?user=u3', 'jf_wrong')).status).toBe(401);
    const elsewhere = await makeToken(await signUpOwner(server));
    expect((await ask('link', 'POST', '?user=u3', elsewhere)).status).toBe(401);
    for (const query of ['', '?user=', '?user=a&user=b', '?user=a&returnTo=https://x.example']) {
      expect((await ask('link', 'POST', query)).status).toBe(400);
    }
    expect((await ask('link', 'GET', '?user=u3')).status).toBe(405);
    const res = await ask('link', 'POST', '?user=u3');
    const { url, expiresAt } = endUserLinkSchema.parse(await res.json());
    expect(url).toMatch(new RegExp(`^${server.url}/connect/link#[\\w-]{43}$`));
    expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(9 * 60_000);
  });

  it('tells its reader what would be connected, and uses nothing up by it', async () => {
    const body = { link: await makeLink('u3') };
    for (const browser of [server.visitor(), server.visitor()]) {
      expect(await browser.call(contracts.readConnectingLink, { body })).toEqual({
        projectName: owner.project.name,
        apiName: made.api.name,
        provider: new URL(oidc.origin).host,
      });
    }
    expect(await open(body.link, server.visitor())).toContain('code_challenge=');
  });

  it('opens once', async () => {
    const link = await makeLink('u3');
    await open(link, server.visitor());
    const again = await server.visitor().problem(contracts.openConnectingLink, { body: { link } });
    expect(again).toMatchObject({ code: 'link_closed', status: 410 });
    expect((await server.visitor().problem(contracts.readConnectingLink, { body: { link } })).code).toBe('link_closed');
  });

  it('opens for one of two who open it at the same moment', async () => {
    const link = await makeLink('u3');
    const sent = [server.visitor(), server.visitor(), server.visitor()].map((browser) =>
      browser.send(contracts.openConnectingLink, { body: { link } }),
    );
    const statuses = (await Promise.all(sent)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 410, 410]);
  });

  it('is closed after ten minutes, and so is what was begun with it', async () => {
    const browser = server.visitor();
    const [link, begun] = [await makeLink('late'), await open(await makeLink('late'), browser)];
    const callback = await answerAtProvider(begun);
    const { now } = Date;
    vi.useFakeTimers({ toFake: ['Date'], now: now() + 10 * 60_000 + 1 });
    try {
      expect((await browser.problem(contracts.openConnectingLink, { body: { link } })).code).toBe('link_closed');
      expect(await finish(callback, browser)).toMatchObject({ isConnected: false });
    } finally {
      vi.useRealTimers();
    }
    expect(oidc.tokenRequests).toEqual([]);
  });

  it('dies with the token that made it', async () => {
    const { value, id } = await owner.client
      .call(contracts.createToken, {
        params: { projectId: owner.project.id },
        body: { name: 'short', environmentId: owner.development.id },
      })
      .then(({ value, token: { id } }) => ({ value, id }));
    const res = await ask('link', 'POST', '?user=u3', value);
    const link = new URL(endUserLinkSchema.parse(await res.json()).url).hash.slice(1);
    await owner.client.call(contracts.revokeToken, { params: { projectId: owner.project.id, tokenId: id } });
    const problem = await server.visitor().problem(contracts.openConnectingLink, { body: { link } });
    expect(problem.code).toBe('link_closed');
  });

  it('is finished by the browser that opened it alone', async () => {
    const [victim, attacker] = [server.visitor(), server.visitor()];
    const callback = await answerAtProvider(await open(await makeLink('u4'), attacker));
    // With none of its own, and with a cookie of another transaction.
    expect(await finish(callback, victim)).toMatchObject({ isConnected: false });
    const another = await answerAtProvider(await open(await makeLink('u4'), attacker));
    await open(await makeLink('u5'), victim);
    expect(await finish(another, victim)).toMatchObject({ isConnected: false });
    // Whoever tried has used it up.
    expect(await finish(another, attacker)).toMatchObject({ isConnected: false });
    expect(oidc.tokenRequests).toEqual([]);
  });

  it('opens from a page of ours alone', async () => {
    const init = {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/json' },
      body: JSON.stringify({ link: await makeLink('u4') }),
    };
    const res = await server.visitor().forge(contracts.openConnectingLink.path, init);
    expect(await res.json()).toMatchObject({ code: 'foreign_origin' });
  });

  it('that is turned down at the provider says so in words, and tells nothing of the API', async () => {
    const browser = server.visitor();
    const callback = await answerAtProvider(await open(await makeLink('u6'), browser), { allows: false });
    expect(await finish(callback, browser)).toMatchObject({
      isConnected: false,
      message: expect.stringContaining('access_denied'),
      hint: 'Go back to where you got the link, and ask for a new one.',
    });
    const { users } = await endUsers();
    expect(users.find(({ user }) => user === 'u6')).toMatchObject({ state: 'broken', connectedAt: null });
    expect(await envelopeOf('?user=u6')).toMatchObject({ outcome: 'auth' });
    expect(await connect('u6', 'carl')).toMatchObject({ isConnected: true });
    expect(await envelopeOf('?user=u6')).toMatchObject({ data: { account: 'carl' } });
  });
});

describe('the connections of end users', () => {
  it('are counted and listed for the editor, without their tokens', async () => {
    const { count, users } = await endUsers();
    expect(count).toBe(users.filter(({ connectedAt }) => connectedAt !== null).length);
    expect(users).toContainEqual({
      user: 'u2',
      state: 'valid',
      connectedAt: expect.stringMatching(/Z$/),
      triedAt: expect.stringMatching(/Z$/),
      failure: null,
    });
  });

  it('are begun by an editor too, for a user that is named', async () => {
    const start = (body: { version: number; user?: string }) => ({ ...at(), body });
    const { version } = made.api;
    const editor = await addMember(server, owner, 'editor');
    const nobody = await editor.client.problem(contracts.startConnecting, start({ version }));
    expect(nobody.code).toBe('invalid_request');
    const { url } = await editor.client.call(contracts.startConnecting, start({ version, user: 'u7' }));
    const callback = await answerAtProvider(url, { name: 'dora' });
    expect(await finish(callback, editor.client)).toMatchObject({ isConnected: true });
    expect(await envelopeOf('?user=u7')).toMatchObject({ data: { account: 'dora' } });
    const tried = await owner.client.problem(contracts.testAuthentication, {
      params: { apiId: made.api.id },
      body: { environmentId: owner.development.id, version },
    });
    expect(tried.code).toBe('invalid_request');
  });

  it('are forgotten one by one: by editors, and with a token', async () => {
    const clear = (user: string) => ({ ...at(), query: { user } });
    const viewer = await addMember(server, owner, 'viewer');
    expect((await viewer.client.problem(contracts.clearEndUser, clear('u7'))).code).toBe('not_allowed');
    await owner.client.call(contracts.clearEndUser, clear('u7'));
    expect(await envelopeOf('?user=u7')).toMatchObject({ outcome: 'auth' });
    expect((await ask('connection', 'DELETE', '?user=u6', 'jf_wrong')).status).toBe(401);
    expect(await (await ask('connection', 'DELETE', '?user=u6')).json()).toEqual({ done: true });
    // Nobody is told who was there.
    expect(await (await ask('connection', 'DELETE', '?user=u6')).json()).toEqual({ done: true });
    expect(await envelopeOf('?user=u6')).toMatchObject({ outcome: 'auth' });
    expect(await envelopeOf('?user=u2')).toMatchObject({ data: { account: 'bob' } });
  });

  it('are in the history of the project, and nothing of their tokens is in any answer', async () => {
    const history = await server.ctx.repositories.audit.ofSubject(owner.workspaceId, made.api.id);
    const ofUser = history.filter(({ change }) => JSON.stringify(change).includes('"endUser":"u6"'));
    expect(ofUser.map(({ action }) => action)).toEqual(['connection.connect', 'connection.clear']);
    oidc.apiRequests.length = 0;
    const answers = [
      await (await run('?user=u2&headers=all&include=rawBody')).text(),
      JSON.stringify(await initializeWith('u2')),
      JSON.stringify(await endUsers()),
      JSON.stringify(history),
      JSON.stringify(await connect('u8', 'eve')),
      await (await ask('link', 'POST', '?user=u8')).text(),
    ];
    const sent = oidc.apiRequests.map(({ authorization }) => authorization?.replace('Bearer ', '') ?? '');
    expect(sent).toHaveLength(2);
    const refresh = oidc.tokenRequests.flatMap(({ form }) => form.get('refresh_token') ?? []);
    for (const secret of [...sent, ...refresh]) expect(answers.join('\n')).not.toContain(secret);
  });
});
