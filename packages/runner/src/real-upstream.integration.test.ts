import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { type RealUpstream, startJsonServer } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRequest } from './run-request.ts';

let upstream: RealUpstream;
let egress: Egress;

beforeAll(async () => {
  const posts = Array.from({ length: 30 }, (_, index) => ({
    id: index + 1,
    title: `Post ${index + 1}`,
    é: 'ü',
    n: 0.1,
  }));
  upstream = await startJsonServer({ posts, comments: [], profile: { name: 'Jack' } });
  const parsed = parseEgressAllow(new URL(upstream.origin).host);
  egress = createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
}, 60_000);
afterAll(async () => {
  await egress.close();
  await upstream.stop();
});

function run(method: string, path: string, json?: unknown) {
  return runRequest(
    {
      method,
      url: upstream.origin + path,
      origin: upstream.origin,
      headers: json === undefined ? [] : [['content-type', 'application/json']],
      credentialHeaders: [],
      body: json === undefined ? null : Buffer.from(JSON.stringify(json)),
      usedSecrets: [],
      isRepeatable: method !== 'POST',
    },
    { egress, responseType: 'json', tries: 1, body: 'check' },
  );
}

describe('json-server', () => {
  it.each([
    '/posts',
    '/posts/7',
    '/posts?_page=2&_limit=5',
    '/posts?q=nothing',
    '/profile',
    '/posts/999',
    '/none',
    '/',
  ])('answers %s through the runner as it does straight', async (path) => {
    const straight = await fetch(upstream.origin + path);
    const result = await run('GET', path);
    const isHtml = straight.headers.get('content-type')?.startsWith('text/html');
    expect(result.outcome).toBe(isHtml && straight.ok ? 'decode' : 'response');
    expect(result.head?.status).toBe(straight.status);
    expect(Buffer.from(result.body).toString()).toBe(await straight.text());
    const shown = new Map(result.head?.headers);
    for (const name of ['content-type', 'etag', 'link', 'x-total-count']) {
      expect(shown.get(name) ?? null).toBe(straight.headers.get(name));
    }
  });

  it('stores what is sent to it', async () => {
    const created = await run('POST', '/comments', { text: 'né "quoted"' });
    expect(created).toMatchObject({ outcome: 'response', bodyKind: 'json', head: { status: 201 } });
    const { id } = JSON.parse(Buffer.from(created.body).toString());
    await run('PUT', `/comments/${id}`, { text: 'changed' });
    const stored = await (await fetch(`${upstream.origin}/comments/${id}`)).json();
    expect(stored).toEqual({ id, text: 'changed' });
    await run('DELETE', `/comments/${id}`);
    expect(await run('GET', `/comments/${id}`)).toMatchObject({ outcome: 'response', head: { status: 404 } });
  });
});
