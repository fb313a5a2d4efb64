import { once } from 'node:events';
import { connect } from 'node:net';
import { type CallDocument, type Input, inputSchema } from '@jackfield/connector';
import { createToken, problemSchema, revokeToken, saveCall, setSecret, setVariable } from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let upstream: Upstream;
let server: TestServer;
let owner: Owner;
let token: string;
let echo: MadeCall;
beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
  echo = await runnable({
    url: '/echo?q=[q]',
    inputs: [input('q'), input('n', { type: 'number', isRequired: false })],
  });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

function input(name: string, change: Partial<Input> = {}): Input {
  return { ...inputSchema.parse({ name }), testValue: 'test', ...change };
}

async function runnable(document: Partial<CallDocument>): Promise<MadeCall> {
  const made = await makeCall(owner, upstream.origin, { call: document });
  return { ...made, call: await initializeAndSave(owner, made.call) };
}

async function problemOf(res: Response) {
  expect(res.headers.get('content-type')).toContain('application/problem+json');
  const problem = problemSchema.parse(await res.json());
  expect(res.status).toBe(problem.status);
  return problem;
}

describe('a run', () => {
  it('answers with the envelope, the body of the API in it byte for byte', async () => {
    const text = '{"big": 9007199254740993,\n "exact":1.10, "dup":1,"dup":2}';
    const url = `/body?base64=${encodeURIComponent(Buffer.from(text).toString('base64'))}`;
    const made = await runnable({ url });
    const res = await runCall(server, runPath(owner, made), token);
    expect(res.status).toBe(200);
    expect(res.headers.get('content-type')).toContain('application/json');
    expect(res.headers.get('jackfield-outcome')).toBe('response');
    expect(res.headers.get('cache-control')).toBe('no-store');
    expect(res.headers.get('x-content-type-options')).toBe('nosniff');
    expect(res.headers.get('access-control-allow-origin')).toBeNull();
    const body = await res.text();
    expect(body).toContain(`"data":${text},`);
    expect(JSON.parse(body)).toMatchObject({ outcome: 'response', status: 200, ok: true, error: null, attempts: 1 });
    expect(JSON.parse(body).warnings[0]).toContain('"dup"');
  });

  it('passes inputs on, encoded for their place', async () => {
    const res = await runCall(server, runPath(owner, echo), token, { inputs: { q: 'a&b=c/ü{{x}}' } });
    expect(await res.json()).toMatchObject({ data: { path: '/echo?q=a%26b%3Dc%2F%C3%BC%7B%7Bx%7D%7D' } });
  });

  it('refuses what the caller passed wrongly with 400, naming each, and sends nothing', async () => {
    const before = upstream.requests.length;
    const inputs = { n: 'many', unknown: 1 };
    const made = await runnable({
      url: '/echo?q=[q]&n=[n]',
      inputs: [input('q'), input('n', { type: 'number', testValue: '1' })],
    });
    const sent = upstream.requests.length;
    const problem = await problemOf(await runCall(server, runPath(owner, made), token, { inputs }));
    expect(problem.code).toBe('invalid_request');
    const paths = problem.errors?.map((error) => error.path.join('.')).sort();
    expect(paths).toEqual(['inputs.n', 'inputs.q', 'inputs.unknown']);
    expect(upstream.requests.length).toBe(sent);
    expect(before).toBeLessThan(sent);
  });

  it('tells a value that cannot stand where it must as the outcome input', async () => {
    const made = await runnable({ url: '/echo/[id]', inputs: [input('id')] });
    const res = await runCall(server, runPath(owner, made), token, { inputs: { id: '..' } });
    expect(res.status).toBe(200);
    expect(await res.json()).toMatchObject({
      outcome: 'input',
      status: null,
      ok: false,
      data: null,
      error: { kind: 'input' },
    });
  });

  it.each([
    ['not JSON', '{"inputs":', 'malformed_body'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'malformed_body'],
    ['a list', '[]', 'invalid_request'],
    ['an unknown member', '{"inputs":{},"input":{}}', 'invalid_request'],
    ['a number that would be rounded', '{"inputs":{"q":9007199254740993}}', 'invalid_request'],
    ['more than 10 MB', JSON.stringify({ inputs: { q: 'x'.repeat(10 * 1024 * 1024) } }), 'body_too_large'],
  ])('refuses a body that is %s', async (_what, body, code) => {
    const res = await fetch(`${server.url}${runPath(owner, echo)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    expect((await problemOf(res)).code).toBe(code);
  });

  it('reads JSON only, and needs no body', async () => {
    const made = await runnable({ url: '/echo' });
    const send = (init: RequestInit) =>
      fetch(`${server.url}${runPath(owner, made)}`, {
        method: 'POST',
        ...init,
        headers: { authorization: `Bearer ${token}`, ...init.headers },
      });
    expect((await problemOf(await send({ body: 'a=b', headers: { 'content-type': 'text/plain' } }))).code).toBe(
      'unsupported_media_type',
    );
    expect(await (await send({})).json()).toMatchObject({ outcome: 'response' });
  });

  it('answers 405 with Allow to another method, and 404 to another address', async () => {
    const get = await fetch(`${server.url}${runPath(owner, echo)}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await problemOf(get)).code).toBe('method_not_allowed');
    expect(get.headers.get('allow')).toBe('POST');
    for (const path of ['/run/v1/', '/run/v1/a/b', '/run/v1/a/b/c/d', '/run/v1/A/%62/c', `${runPath(owner, echo)}x`]) {
      expect((await problemOf(await runCall(server, path, token))).code).toMatch(/^(?:not_found|invalid_token)$/);
    }
    expect((await problemOf(await runCall(server, `${runPath(owner, echo)}x`, token))).code).toBe('not_found');
  });

  it('takes only options that it knows', async () => {
    for (const query of ['answer=bodies', 'answers=body', 'answer=body&answer=body']) {
      const problem = await problemOf(
        await runCall(server, `${runPath(owner, echo)}?${query}`, token, { inputs: { q: '1' } }),
      );
      expect(problem.code).toBe('invalid_request');
    }
  });

  it('is refused while the call is not initialized, or has another response type since', async () => {
    const made = await makeCall(owner, upstream.origin);
    expect((await problemOf(await runCall(server, runPath(owner, made), token))).code).toBe('call_not_initialized');
    const changed = await runnable({ url: '/echo' });
    const { id, name, version, document } = changed.call;
    await owner.client.call(saveCall, {
      params: { callId: id },
      body: { name, version, document: { ...document, responseType: 'text' } },
    });
    const problem = await problemOf(await runCall(server, runPath(owner, changed), token));
    expect(problem).toMatchObject({ code: 'call_not_initialized', detail: expect.stringContaining('response type') });
  });

  it('asks how a call of use Both is meant, and refuses the other way', async () => {
    const both = await runnable({ useAs: 'both' });
    const path = runPath(owner, both);
    expect((await problemOf(await runCall(server, path, token))).errors).toMatchObject([{ path: ['query', 'as'] }]);
    expect((await runCall(server, `${path}?as=action`, token)).status).toBe(200);
    const data = runPath(owner, echo);
    expect((await problemOf(await runCall(server, `${data}?as=action`, token, { inputs: { q: '1' } }))).code).toBe(
      'call_not_runnable',
    );
  });

  it('makes an idempotency key where the call names a header, and takes the caller’s own', async () => {
    const made = await runnable({
      method: 'POST',
      url: '/echo',
      useAs: 'action',
      idempotencyHeader: 'Idempotency-Key',
    });
    const keyOf = async (headers: Record<string, string>) => {
      const res = await runCall(server, runPath(owner, made), token, { headers });
      return ((await res.json()) as { data: { headers: Record<string, string> } }).data.headers['idempotency-key'];
    };
    expect(await keyOf({ 'idempotency-key': 'order-7' })).toBe('order-7');
    const [first, second] = [await keyOf({}), await keyOf({})];
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
  });

  it('hides headers that are not in the default set, and cookies always', async () => {
    const made = await runnable({ url: '/status/200?body={}&h:x-secret-sauce=1&h:set-cookie=a%3Db&h:etag=e1' });
    const path = runPath(owner, made);
    const usual = (await (await runCall(server, path, token)).json()) as { headers: Record<string, string> };
    expect(usual.headers).toEqual({ etag: 'e1' });
    const all = (await (await runCall(server, `${path}?headers=all`, token)).json()) as {
      headers: Record<string, string>;
    };
    expect(all.headers).toMatchObject({ 'x-secret-sauce': '1', etag: 'e1' });
    expect(all.headers['set-cookie']).toBeUndefined();
  });

  it('is stopped at the API when the caller goes away', async () => {
    const made = await runnable({ url: '/echo?slow=[slow]', inputs: [input('slow')] });
    const saved = await owner.client.call(saveCall, {
      params: { callId: made.call.id },
      body: {
        name: made.call.name,
        version: made.call.version,
        document: { ...made.call.document, url: '/slow-head' },
      },
    });
    await upstream.allClosed();
    const seen = upstream.requests.length;
    const gone = new AbortController();
    const run = runCall(server, runPath(owner, { ...made, call: saved }), token, { signal: gone.signal });
    while (upstream.requests.length === seen) await new Promise((resolve) => setImmediate(resolve));
    gone.abort();
    await expect(run).rejects.toThrow();
    await upstream.allClosed();
  });
});

describe('answer=body', () => {
  it('hands on status, type and bytes, without cookies, and sandboxed', async () => {
    const made = await runnable({ url: '/status/200?body={}&h:content-type=application/json' });
    const bytes = Buffer.from([0x00, 0xff, 0x80, 0x7b]);
    const saved = await owner.client.call(saveCall, {
      params: { callId: made.call.id },
      body: {
        name: made.call.name,
        version: made.call.version,
        document: {
          ...made.call.document,
          url: `/body?type=image/x-test&base64=${encodeURIComponent(bytes.toString('base64'))}`,
        },
      },
    });
    const res = await runCall(server, `${runPath(owner, { ...made, call: saved })}?answer=body`, token);
    expect(res.status).toBe(200);
    expect(res.headers.get('content-type')).toBe('image/x-test');
    expect(res.headers.get('content-security-policy')).toContain('sandbox');
    expect(res.headers.get('x-content-type-options')).toBe('nosniff');
    expect(res.headers.get('jackfield-outcome')).toBe('response');
    expect(res.headers.getSetCookie()).toEqual([]);
    expect(Buffer.from(await res.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it.each([
    ['/html', 200, 'attachment'],
    ['/status/404?body=gone&h:content-type=text/plain', 404, null],
    ['/status/204', 204, null],
    ['/encoded/gzip', 200, null],
  ])('answers %s as the API did', async (url, status, disposition) => {
    const made = await changed(url);
    const res = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
    expect(res.status).toBe(status);
    expect(res.headers.get('content-disposition')).toBe(disposition);
    expect(res.headers.get('content-encoding')).toBeNull();
    const direct = await fetch(`${upstream.origin}${url}`);
    expect(await res.text()).toBe(await direct.text());
  });

  it('tells the length of a body that came in one piece', async () => {
    const made = await changed('/status/200?body=short&h:content-type=text/plain');
    const res = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
    expect([res.headers.get('content-length'), await res.text()]).toEqual(['5', 'short']);
  });

  it('hands a header in UTF-8 on as the bytes that it came as', async () => {
    const utf8 = encodeURIComponent(Buffer.from('"€"', 'utf8').toString('latin1'));
    const made = await changed(`/status/204?h:etag=${utf8}`);
    const res = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
    expect(res.status).toBe(204);
    expect(Buffer.from(res.headers.get('etag') ?? '', 'latin1').toString('utf8')).toBe('"€"');
  });

  it.each([
    ['/reset', 502, 'upstream_failed', 'connection_lost'],
    ['http://127.0.0.1:1/', 502, 'upstream_failed', 'blocked'],
    ['/not-http', 502, 'upstream_failed', 'protocol'],
  ])('is a problem when %s fails before the first byte', async (url, status, code, kind) => {
    const made = await changed(url);
    const res = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
    expect(res.status).toBe(status);
    expect(await problemOf(res)).toMatchObject({ code, kind });
    expect(res.headers.get('jackfield-outcome')).toBeNull();
  });

  it.each(['/cut-chunked', '/short-length'])('is cut, never ended normally, when %s breaks off', async (url) => {
    const made = await changed(url);
    const res = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
    expect(res.status).toBe(200);
    await expect(res.text()).rejects.toThrow();
  });

  /** A runnable call that goes elsewhere since it was initialized. */
  async function changed(url: string): Promise<MadeCall> {
    const made = await runnable({ url: '/echo', tries: 1 });
    const { name, version, document, id } = made.call;
    const call = await owner.client.call(saveCall, {
      params: { callId: id },
      body: { name, version, document: { ...document, url } },
    });
    return { ...made, call };
  }
});

describe('a token', () => {
  it('is needed, and is that of the project', async () => {
    const path = runPath(owner, echo);
    const stranger = await signUpOwner(server);
    const foreign = await makeToken(stranger);
    for (const wrong of ['', 'jf_', 'jf_wrong', `${token}x`, foreign, 'Basic abc']) {
      const problem = await problemOf(await runCall(server, path, wrong, { inputs: { q: '1' } }));
      expect(problem.code).toBe('invalid_token');
    }
    expect((await problemOf(await runCall(server, '/run/v1/no-such-project/a/b', token))).code).toBe('invalid_token');
  });

  it('is dead at the next run once it is revoked', async () => {
    const params = { projectId: owner.project.id };
    const body = { name: 'doomed', environmentId: owner.development.id };
    const doomed = await owner.client.call(createToken, { params, body });
    const path = runPath(owner, echo);
    expect((await runCall(server, path, doomed.value, { inputs: { q: '1' } })).status).toBe(200);
    await owner.client.call(revokeToken, { params: { ...params, tokenId: doomed.token.id } });
    expect((await problemOf(await runCall(server, path, doomed.value, { inputs: { q: '1' } }))).code).toBe(
      'invalid_token',
    );
  });
});

it('is refused with 503 while the server stops, on a connection that is still open', async () => {
  const slow = await startUpstream();
  const stopping = await startTestServer({ JACKFIELD_EGRESS_ALLOW: slow.allowEntry });
  const ann = await signUpOwner(stopping);
  const made = await makeCall(ann, slow.origin, { call: { tries: 1 } });
  const { id, name, version, document } = await initializeAndSave(ann, made.call);
  await ann.client.call(saveCall, {
    params: { callId: id },
    body: { name, version, document: { ...document, url: '/slow-head' } },
  });
  const head = `POST ${runPath(ann, made)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await makeToken(ann)}\r\n\r\n`;
  const socket = connect(stopping.port, '127.0.0.1').setEncoding('utf8');
  let answers = '';
  socket.on('data', (text: string) => {
    answers += text;
  });
  socket.write(head);
  while (slow.requests.at(-1)?.url !== '/slow-head') await new Promise((resolve) => setImmediate(resolve));
  const stopped = stopping.stop();
  socket.write(head, () => void slow.close());
  await Promise.all([once(socket, 'close'), stopped]);
  expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 503']);
  expect(answers).toContain('"code":"shutting_down"');
}, 60_000);

describe('the configuration', () => {
  it('serves a warm run without the database, which is locked meanwhile', async () => {
    const path = runPath(owner, echo);
    await runCall(server, path, token, { inputs: { q: 'cold' } });
    const release = await server.lockTable('project');
    const res = await runCall(server, path, token, { inputs: { q: 'warm' } });
    expect(await res.json()).toMatchObject({ data: { path: '/echo?q=warm' } });
    // The proof that nothing can be read: a run that has to ask gets no answer until the table is free.
    server.ctx.configuration.forget(owner.project.id);
    const cold = runCall(server, path, token, { inputs: { q: 'cold' }, signal: AbortSignal.timeout(300) });
    await expect(cold).rejects.toThrow();
    await release();
  });

  it('asks the database again after a change, so that the next run uses it', async () => {
    const made = await runnable({ url: '/echo' });
    await owner.client.call(setVariable, {
      params: { projectId: owner.project.id },
      body: { name: 'region', environmentId: owner.development.id, value: 'north' },
    });
    const saved = await owner.client.call(saveCall, {
      params: { callId: made.call.id },
      body: {
        name: made.call.name,
        version: made.call.version,
        document: { ...made.call.document, url: '/echo?r={{region}}' },
      },
    });
    const path = runPath(owner, { ...made, call: saved });
    expect(await (await runCall(server, path, token)).json()).toMatchObject({ data: { path: '/echo?r=north' } });
    await owner.client.call(setVariable, {
      params: { projectId: owner.project.id },
      body: { name: 'region', environmentId: owner.development.id, value: 'south', version: 1 },
    });
    expect(await (await runCall(server, path, token)).json()).toMatchObject({ data: { path: '/echo?r=south' } });
  });
});

describe('a secret', () => {
  const canary = 'sk_live_canary_0123456789';

  it('is masked when the API sends it back, in body, header and compressed', async () => {
    const auth = { kind: 'bearer' as const, shared: {}, byEnvironment: {} };
    const made = await makeCall(owner, upstream.origin, { api: { auth } });
    await owner.client.call(setSecret, {
      params: { projectId: owner.project.id },
      body: {
        owner: { type: 'api', id: made.api.id },
        slot: 'auth.token',
        environmentId: owner.development.id,
        value: canary,
        origin: upstream.origin,
      },
    });
    let call = await initializeAndSave(owner, made.call);
    for (const url of [
      '/echo',
      `/status/200?body=%22${canary}%22&h:x-request-id=${canary}`,
      `/encoded/gzip?body=%22${canary}%22`,
    ]) {
      call = await owner.client.call(saveCall, {
        params: { callId: call.id },
        body: { name: call.name, version: call.version, document: { ...call.document, url } },
      });
      for (const query of ['', '?headers=all&include=rawBody', '?answer=body', '?answer=body&headers=all']) {
        const res = await runCall(server, `${runPath(owner, { ...made, call })}${query}`, token);
        expect(upstream.requests.at(-1)?.headers.authorization).toBe(`Bearer ${canary}`);
        const seen = JSON.stringify([await res.text(), [...res.headers]]);
        expect(res.status).toBe(200);
        expect(seen).not.toContain(canary);
        expect(seen).not.toContain(Buffer.from(canary).toString('base64').slice(0, 16));
      }
    }
  });

  it('that cannot be opened any more is named, nothing is sent, and entering it again mends it', async () => {
    const auth = { kind: 'bearer' as const, shared: {}, byEnvironment: {} };
    const made = await makeCall(owner, upstream.origin, { api: { auth } });
    const set = {
      params: { projectId: owner.project.id },
      body: {
        owner: { type: 'api' as const, id: made.api.id },
        slot: 'auth.token',
        environmentId: owner.development.id,
        value: canary,
        origin: upstream.origin,
      },
    };
    const { id } = await owner.client.call(setSecret, set);
    const path = runPath(owner, { ...made, call: await initializeAndSave(owner, made.call) });
    await server.ctx.changeProject(owner.project.id, async ({ values }) => {
      const row = await values.findSecret(owner.project.id, id);
      if (!row) throw new Error('the secret is not there');
      const { last4, isShort, setById, setByName, setAt } = row;
      const origins = [upstream.origin];
      await values.replaceSecret({ id, sealed: 'v1.damaged', last4, isShort, origins, setById, setByName, setAt });
    });
    const sent = upstream.requests.length;
    expect(await (await runCall(server, path, token)).json()).toMatchObject({
      outcome: 'config',
      error: { message: expect.stringContaining('auth.token'), hint: expect.stringContaining('again') },
    });
    expect(upstream.requests.length).toBe(sent);
    await owner.client.call(setSecret, set);
    expect(await (await runCall(server, path, token)).json()).toMatchObject({ outcome: 'response' });
  });
});
