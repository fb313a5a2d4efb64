import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { envelopeChunks } from './envelope-chunks.ts';
import { runRequest } from './run-request.ts';
import type { PreparedRequest, RunOptions, RunResult } from './types.ts';

const SECRET = 'sk_live_51Habcdefghij+/=';
let upstream: Upstream;
let other: Upstream;
let egress: Egress;

beforeAll(async () => {
  upstream = await startUpstream();
  other = await startUpstream();
  const parsed = parseEgressAllow(`${upstream.allowEntry},${other.allowEntry}`);
  egress = createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
});
beforeEach(() => {
  upstream.requests.length = 0;
  other.requests.length = 0;
});
afterAll(async () => {
  await egress.close();
  await upstream.close();
  await other.close();
});

function run(
  path: string,
  changes: Partial<PreparedRequest> = {},
  options: Partial<RunOptions> = {},
): Promise<RunResult> {
  const url = new URL(path, upstream.origin);
  const request: PreparedRequest = {
    method: 'GET',
    url: url.href,
    origin: url.origin,
    headers: [
      ['authorization', `Bearer ${SECRET}`],
      ['x-api-key', SECRET],
      ['x-plain', 'kept'],
    ],
    credentialHeaders: ['authorization', 'x-api-key'],
    body: null,
    usedSecrets: [{ label: 'stripe_key', owner: 'project', slot: 'stripe_key', values: [SECRET] }],
    isRepeatable: true,
    ...changes,
  };
  return runRequest(request, { egress, responseType: 'json', tries: 1, body: 'check', ...options });
}

function to(origin: string, path: string, code: number): string {
  return `/redirect-to?code=${code}&url=${encodeURIComponent(origin + path)}`;
}

describe('a redirect', () => {
  it.each([
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [302, 'HEAD', 'HEAD'],
    [303, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'],
    [308, 'PUT', 'PUT'],
  ])('%d turns %s into %s', async (code, method, expected) => {
    const body = method === 'HEAD' ? null : Buffer.from('{"a":1}');
    const headers: [string, string][] = body ? [['content-type', 'application/json']] : [];
    const result = await run(`/redirect/1?code=${code}`, { method, body, headers });
    expect(result.outcome).toBe('response');
    const last = upstream.requests.at(-1);
    expect(last?.method).toBe(expected);
    expect(last?.body.toString()).toBe(expected === method && body ? '{"a":1}' : '');
    expect(last?.headers['content-type']).toBe(expected === method && body ? 'application/json' : undefined);
  });

  it('is followed five times, and not a sixth', async () => {
    const followed = await run('/redirect/5');
    expect(followed).toMatchObject({ outcome: 'response', head: { status: 200, url: `${upstream.origin}/echo` } });
    expect(await run('/redirect/6')).toMatchObject({ outcome: 'too_many_redirects', attempts: 1 });
    expect(await run(to('', '/redirect/9', 302))).toMatchObject({ outcome: 'too_many_redirects' });
  });

  it('within the origin keeps credentials', async () => {
    await run('/redirect/2');
    expect(upstream.requests.at(-1)?.headers).toMatchObject({ authorization: `Bearer ${SECRET}`, 'x-api-key': SECRET });
  });

  it('to another origin carries no credentials, and says so', async () => {
    const result = await run(to(other.origin, '/echo', 307));
    expect(result.outcome).toBe('response');
    expect(other.requests[0]?.headers).toMatchObject({ 'x-plain': 'kept' });
    expect(JSON.stringify(other.requests[0]?.headers)).not.toContain(SECRET);
    expect(result.warnings).toEqual([expect.stringContaining(`not sent on to ${other.origin}`)]);
  });

  it('to another port of the same host is another origin', async () => {
    await run(to(other.origin, '/echo', 302), { headers: [['cookie', 'a=b']], credentialHeaders: [] });
    expect(other.requests[0]?.headers.cookie).toBeUndefined();
  });

  it('by 307 or 308 with a body to another origin is not followed', async () => {
    for (const code of [307, 308]) {
      const result = await run(to(other.origin, '/echo', code), { method: 'POST', body: Buffer.from('x') });
      expect(result).toMatchObject({ outcome: 'response', head: { status: code } });
      expect(result.warnings).toEqual([expect.stringContaining('not followed')]);
    }
    expect(other.requests).toEqual([]);
  });

  it('that would carry a secret in its URL to an origin that is not confirmed stops the run', async () => {
    const path = to(other.origin, `/echo?key=${encodeURIComponent(SECRET)}`, 302);
    const refused = await run(path, {}, { mayCarrySecretsTo: (origin) => origin === upstream.origin });
    expect(refused).toMatchObject({
      outcome: 'config',
      error: { detail: `Not confirmed for ${other.origin}: stripe_key.` },
    });
    expect((await run(path)).outcome).toBe('config');
    expect(other.requests).toEqual([]);
    expect((await run(path, {}, { mayCarrySecretsTo: () => true })).outcome).toBe('response');
  });

  it('that would carry a part of a secret stops the run too, where the rest stands in the fragment', async () => {
    const location = `${other.origin}/echo?key=${SECRET.slice(0, 12)}#${SECRET.slice(12)}`;
    const whole = `${SECRET.slice(0, 12)}#${SECRET.slice(12)}`;
    const usedSecrets = [{ label: 'key', owner: 'project' as const, slot: 'key', values: [whole] }];
    const result = await run(`/redirect-to?code=302&url=${encodeURIComponent(location)}`, { usedSecrets });
    expect(result).toMatchObject({ outcome: 'config', error: { kind: 'config' } });
    expect(other.requests).toEqual([]);
  });

  it('without a Location, or with one that is no URL, is the response', async () => {
    expect(await run('/status/302')).toMatchObject({ outcome: 'response', head: { status: 302 } });
    expect(await run('/redirect-to?url=http://[')).toMatchObject({ outcome: 'response', head: { status: 302 } });
    expect(await run('/redirect-to?url=file:///etc/passwd')).toMatchObject({ outcome: 'blocked' });
  });
});

describe('a secret', () => {
  it('goes nowhere when its origin is not confirmed', async () => {
    const result = await run('/echo', {}, { mayCarrySecretsTo: () => false });
    expect(result).toMatchObject({ outcome: 'config', head: null, attempts: 0 });
    expect(upstream.requests).toEqual([]);
  });

  it('is masked in body, headers, URL, request, error and envelope, raw and encoded', async () => {
    const forms = [
      SECRET,
      encodeURIComponent(SECRET),
      Buffer.from(SECRET).toString('base64'),
      JSON.stringify(SECRET).slice(1, -1),
    ];
    const chunks: Uint8Array[] = [];
    const echoed = await run('/echo', {}, { onChunk: (chunk) => void chunks.push(chunk) });
    const inHeader = await run(`/status/404?h:x-echo=${encodeURIComponent(SECRET)}&body=${encodeURIComponent(SECRET)}`);
    const inUrl = await run(to('', `/echo?key=${encodeURIComponent(SECRET)}`, 302));
    const inDetail = await run(`/redirect-to?code=302&url=${encodeURIComponent(`/redirect/9?k=${SECRET}`)}`);
    const pieces = await run(
      `/body?pieces=9&base64=${encodeURIComponent(Buffer.from(`{"k":"${SECRET}"}`).toString('base64'))}`,
    );
    for (const result of [echoed, inHeader, inUrl, inDetail, pieces]) {
      const seen = [
        JSON.stringify(result),
        Buffer.from(result.body).toString(),
        Buffer.concat(envelopeChunks(result, { includeRawBody: true, headers: 'all' })).toString(),
        Buffer.concat(chunks).toString(),
      ].join('\n');
      for (const form of forms) expect(seen).not.toContain(form);
    }
    expect(Buffer.from(pieces.body).toString()).toBe('{"k":"{{stripe_key}}"}');
    expect(pieces.bodyKind).toBe('json');
    expect(echoed.request.headers).toContainEqual(['authorization', 'Bearer {{stripe_key}}']);
  });
});
