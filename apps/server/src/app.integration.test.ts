import { executionAsyncId } from 'node:async_hooks';
import { request } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { createApi, getProject, signUp } from '@jackfield/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** `fetch` does not let a `Host` be set. */
function signOutUnder(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, host: '127.0.0.1', method: 'POST', path: '/api/sign-out', headers }, (res) => {
      res.resume();
      resolve(res.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

const json = { 'content-type': 'application/json' };

describe('a write from another site', () => {
  test('is refused under a foreign name that resolves to this machine, and taken under our other names', async () => {
    const under = (host: string) => signOutUnder({ host, origin: `http://${host}` });
    expect(await under('rebound.example')).toBe(403);
    expect(await under(`localhost:${server.port}`)).toBe(200);
    expect(await under(`[::1]:${server.port}`)).toBe(200);
  });

  test('is refused before anything is looked at', async () => {
    const owner = await signUpOwner(server);
    const res = await owner.client.send(
      createApi,
      { params: { projectId: owner.project.id }, body: { name: 'Stripe' } },
      { headers: { ...json, origin: 'https://evil.example' } },
    );
    expect(res.status).toBe(403);
  });

  test('is not what our own page sends', async () => {
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect((await server.visitor().forge('/api/sign-out', { method: 'POST', headers })).status).toBe(200);
  });
});

describe('a body', () => {
  const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
    (await server.visitor().fetch('/api/sign-in', { method: 'POST', body, headers })).json();

  test('that is no JSON says where it breaks, and repeats none of it', async () => {
    const problem = await send('{"password": "hunter22",}');
    expect(problem).toMatchObject({ status: 400, code: 'malformed_body' });
    expect(problem).toMatchObject({ detail: expect.stringMatching(/breaks at character 25/) });
    expect(JSON.stringify(problem)).not.toContain('hunter22');
  });

  test('of another type is refused', async () => {
    expect(await send('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({ status: 415 });
    expect(await send('{}', { 'content-type': 'text/plain' })).toMatchObject({ code: 'unsupported_media_type' });
    expect(await send('{}', { ...json, 'content-encoding': 'brotli2' })).toMatchObject({ status: 415 });
  });

  test('that is too large is refused', async () => {
    const problem = await send(JSON.stringify({ email: 'x'.repeat(9 * 1024 * 1024) }));
    expect(problem).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  test('with __proto__ in it is refused as any unknown field', async () => {
    const problem = await send('{"email":"a@b.example","password":"x","__proto__":{"admin":true}}');
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' });
  });
});

describe('a fault of ours', () => {
  test('is a 500 that says nothing of itself, with the id that stands in the log', async () => {
    const owner = await signUpOwner(server);
    const { access } = server.ctx.repositories;
    const { find } = access;
    access.find = () => Promise.reject(new Error('secret detail of the database'));
    try {
      const res = await owner.client.send(getProject, { params: { projectId: owner.project.id } });
      const problem = await res.json();
      expect(problem).toMatchObject({ status: 500, code: 'internal', requestId: res.headers.get('x-request-id') });
      expect(JSON.stringify(problem)).not.toContain('secret detail');
    } finally {
      access.find = find;
    }
  });
});

describe('an address', () => {
  test('that is not there is a problem below /api, and for programs', async () => {
    for (const path of [
      '/api/nothing',
      '/api',
      '/assets/gone-12345678.js',
      '/favicon-gone.ico',
      '/%E0%A4%A',

      '/..%2f..%2fenv.ts',
    ]) {
      const res = await server.visitor().fetch(path);
      expect({ path, status: res.status, type: res.headers.get('content-type') }).toEqual({
        path,
        status: 404,
        type: 'application/problem+json; charset=utf-8',
      });
    }
  });

  test('asked with a method that it does not know says which it knows', async () => {
    const res = await server.visitor().fetch('/api/sign-in');
    expect(await res.json()).toMatchObject({ status: 405, code: 'method_not_allowed' });
    expect(res.headers.get('allow')).toBe('POST');
  });

  test('of a problem leads to its section in the document', async () => {
    const document = await (await server.visitor().fetch('/docs/errors.md')).text();
    const { type } = await server.visitor().problem(getProject, { params: { projectId: 'x' } });
    expect(document).toContain(`### ${type.split('#')[1]}\n`);
  });
});

test('says that it is alive', async () => {
  const res = await server.visitor().fetch('/healthz');
  expect([res.status, await res.json()]).toEqual([200, { ok: true }]);
});

test('lets no other page frame it and runs no script but its own', async () => {
  const { headers } = await server.visitor().fetch('/api/session');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("worker-src 'self' blob:");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('cache-control')).toBe('no-store');
});

describe('on a public address', () => {
  let open: TestServer;
  beforeAll(async () => {
    open = await startTestServer({
      HOST: '0.0.0.0',
      JACKFIELD_URL: 'https://jackfield.example',
      JACKFIELD_SIGNUP: 'invitation',
    });
  });
  afterAll(() => open.stop());
  const ann = { name: 'Ann', email: 'ann@example.com', password: PASSWORD };

  test('the first account needs the one-time link, and the next an invitation', async () => {
    const session = await open.visitor().fetch('/api/session');
    expect(await session.json()).toMatchObject({ signUp: 'link' });
    for (const setupToken of [undefined, '', 'guess', `${open.ctx.signUpPolicy.setupToken}x`]) {
      expect((await open.visitor().problem(signUp, { body: { ...ann, setupToken } })).code).toBe('sign_up_closed');
    }
    const setupToken = open.ctx.signUpPolicy.setupToken ?? '';
    const both = await Promise.all(
      ['ann@example.com', 'bob@example.com'].map((email) =>
        open.visitor().send(signUp, { body: { ...ann, email, setupToken } }),
      ),
    );
    expect(both.map((res) => res.status).sort()).toEqual([200, 403]);
    const cookie = both.find((res) => res.ok)?.headers.getSetCookie()[0];
    expect(cookie).toMatch(/^__Secure-jackfield\..*; Secure/);
    expect((await open.visitor().problem(signUp, { body: { ...ann, email: 'c@example.com', setupToken } })).code).toBe(
      'sign_up_closed',
    );
    expect(await (await open.visitor().fetch('/api/session')).json()).toMatchObject({ signUp: 'invitation' });
  });

  test('writes come from that address only', async () => {
    const from = (origin: string) => open.visitor().fetch('/api/sign-out', { method: 'POST', headers: { origin } });
    expect((await from('https://jackfield.example')).status).toBe(200);
    expect((await from('http://jackfield.example')).status).toBe(403);
  });
});

test('once it is answered, nothing of the process keeps track of promises, which would make every run dearer', async () => {
  await signUpOwner(server);
  await turn();
  // 0: nobody asked Node to number them.
  expect(executionAsyncId()).toBe(0);
});
