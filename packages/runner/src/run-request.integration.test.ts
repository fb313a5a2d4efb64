import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { startTcpUpstream, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runRequest } from './run-request.ts';
import type { PreparedRequest, RunOptions, RunResult } from './types.ts';

const RESPONSE_BYTES_MAX = 1_000_000;
const limits = { retryBaseMs: 1, responseBytesMax: RESPONSE_BYTES_MAX };
let upstream: Upstream;
let other: Upstream;
let egress: Egress;

function open(allow: string): Egress {
  const parsed = parseEgressAllow(allow);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return createEgress({ allow: parsed.rules, ownPorts: () => [], onBlocked: () => {} });
}

beforeAll(async () => {
  upstream = await startUpstream();
  other = await startUpstream();
  egress = open(`${upstream.allowEntry},${other.allowEntry}`);
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

function prepare(path: string, changes: Partial<PreparedRequest> = {}): PreparedRequest {
  const url = new URL(path, upstream.origin);
  return {
    method: 'GET',
    url: url.href,
    origin: url.origin,
    headers: [],
    credentialHeaders: [],
    body: null,
    usedSecrets: [],
    isRepeatable: !['POST', 'PATCH'].includes(changes.method ?? 'GET'),
    ...changes,
  };
}

function run(
  path: string,
  changes: Partial<PreparedRequest> = {},
  options: Partial<RunOptions> = {},
): Promise<RunResult> {
  return runRequest(prepare(path, changes), {
    egress,
    responseType: 'json',
    tries: 3,
    body: 'check',
    ...options,
    limits: { ...limits, ...options.limits },
  });
}

function textOf(result: RunResult): string {
  return Buffer.from(result.body).toString('utf8');
}

function bodyPath(data: string | Buffer, type = 'application/json', pieces = 1): string {
  return `/body?type=${encodeURIComponent(type)}&pieces=${pieces}&base64=${encodeURIComponent(Buffer.from(data).toString('base64'))}`;
}

describe('a response', () => {
  it('comes with its bytes as they were sent, its head and its times', async () => {
    const json = '{ "n": 9007199254740993, "x": 1.10, "é": "\\u00e9" }';
    const result = await run(bodyPath(json, 'application/json', 7));
    expect(result).toMatchObject({
      outcome: 'response',
      bodyKind: 'json',
      sizeBytes: Buffer.byteLength(json),
      attempts: 1,
    });
    expect(textOf(result)).toBe(json);
    expect(result.head).toMatchObject({
      status: 200,
      statusText: 'OK',
      url: prepare(bodyPath(json, 'application/json', 7)).url,
    });
    expect(result.timing.totalMs).toBeGreaterThan(0);
    expect(result.timing.tlsMs).toBeNull();
  });

  it('that is not 2xx is a response, as JSON or as text, and never a decode error', async () => {
    expect(await run('/status/404?body={"no":1}&h:content-type=application/problem%2Bjson')).toMatchObject({
      outcome: 'response',
      bodyKind: 'json',
      error: null,
    });
    expect(await run('/status/500?body=<h1>Oops')).toMatchObject({ outcome: 'response', bodyKind: 'text' });
    expect(await run('/status/404?body=404&h:content-type=text/plain')).toMatchObject({ bodyKind: 'text' });
    expect(await run('/status/401')).toMatchObject({ outcome: 'response', bodyKind: 'none' });
    expect(await run('/status/304')).toMatchObject({ outcome: 'response', bodyKind: 'none' });
  });

  it.each([204, 205])('%d has no body and is no decode error', async (status) => {
    expect(await run(`/status/${status}`)).toMatchObject({ outcome: 'response', bodyKind: 'none', error: null });
  });

  it('to HEAD has no body and is no decode error', async () => {
    expect(await run('/html', { method: 'HEAD' })).toMatchObject({
      outcome: 'response',
      bodyKind: 'none',
      error: null,
    });
  });

  it('that is not JSON says where it stops being so, and keeps the body', async () => {
    const result = await run(bodyPath('{\n  "é": [1,\n 2,]\n}'));
    expect(result.error).toMatchObject({ kind: 'decode', phase: 'body' });
    expect(result.error?.detail).toBe('Not JSON at line 3, column 4 (byte 17): a comma stands before "]".');
    expect(textOf(result)).toContain('2,]');
    expect(result.head?.status).toBe(200);
  });

  it('that is a page instead of JSON is told as that', async () => {
    const result = await run('/html');
    expect(result).toMatchObject({ outcome: 'decode', bodyKind: 'text' });
    expect(result.error?.hint).toContain('web page');
  });

  it('that is empty instead of JSON is told as that', async () => {
    expect((await run('/status/200')).error).toMatchObject({ kind: 'decode', hint: expect.stringContaining('Empty') });
    expect(await run('/status/200', {}, { responseType: 'empty' })).toMatchObject({ outcome: 'response', error: null });
    expect(await run('/status/200', {}, { responseType: 'text' })).toMatchObject({
      outcome: 'response',
      bodyKind: 'text',
    });
    expect(await run('/html', {}, { responseType: 'empty' })).toMatchObject({ outcome: 'response', error: null });
  });

  it('with a repeated key is kept and warned about', async () => {
    const result = await run(bodyPath('{"a":1,\n"a":2}'));
    expect(result.outcome).toBe('response');
    expect(result.warnings).toEqual([expect.stringContaining('"a" stands twice in its object (line 2, column 2)')]);
  });

  it('in another character set, or with a byte order mark, becomes UTF-8', async () => {
    const latin1 = await run(bodyPath(Buffer.from('{"a":"é"}', 'latin1'), 'application/json; charset=iso-8859-1', 3));
    const utf16 = await run(bodyPath(Buffer.from('\ufeff{"a":"é€"}', 'utf16le'), 'application/json', 5));
    const marked = await run(bodyPath('\ufeff{"a":1}', 'application/json', 9));
    expect([latin1, utf16, marked].map(textOf)).toEqual(['{"a":"é"}', '{"a":"é€"}', '{"a":1}']);
    expect([latin1, utf16, marked].map((result) => result.bodyKind)).toEqual(['json', 'json', 'json']);
    const shiftJis = Buffer.from([0x93, 0xfa, 0x96, 0x7b]);
    expect(textOf(await run(bodyPath(shiftJis, 'text/plain; charset="Shift_JIS"'), {}, { responseType: 'text' }))).toBe(
      '日本',
    );
  });

  it('of bytes that are no text is a decode error for JSON and text, and binary otherwise', async () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    expect((await run(bodyPath(bytes))).error?.detail).toContain('byte 1');
    expect(await run(bodyPath(bytes), {}, { responseType: 'text' })).toMatchObject({
      outcome: 'decode',
      bodyKind: 'binary',
    });
    expect(
      (await run(bodyPath('x', 'text/plain; charset=klingon'), {}, { responseType: 'text' })).error?.detail,
    ).toContain('klingon');
  });

  it.each(['gzip', 'deflate', 'deflate-raw', 'br', 'gzip,br'])('encoded with %s is decoded', async (encoding) => {
    const result = await run(`/encoded/${encoding}?body={"a":1}`);
    expect(result).toMatchObject({ outcome: 'response', bodyKind: 'json', sizeBytes: 7 });
    expect(textOf(result)).toBe('{"a":1}');
  });

  it('is asked for in the encodings that are undone', async () => {
    await run('/echo');
    expect(upstream.requests.at(-1)?.headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  it('of 304 may say how long the body would be, and has none', async () => {
    const lengths = ['content-length: 12', 'transfer-encoding: chunked'];
    for (const line of lengths) {
      const server = await startTcpUpstream((socket) => {
        socket.once('data', () => socket.write(`HTTP/1.1 304 Not Modified\r\netag: "a"\r\n${line}\r\n\r\n`));
      });
      const result = await run(server.origin, {}, { egress: open(server.allowEntry) });
      expect(result).toMatchObject({ outcome: 'response', bodyKind: 'none', error: null, head: { status: 304 } });
      await server.close();
    }
  });
});

describe('time', () => {
  it('of the whole run ends it before a byte has come', async () => {
    const result = await run('/slow-head', {}, { limits: { wholeRunMs: 50 } });
    expect(result).toMatchObject({ outcome: 'timeout', attempts: 1, error: { phase: 'whole_run' } });
  });

  it.each(['/endless', '/encoded/gzip'])(
    'of the whole run ends it while a reader of %s takes no more',
    async (path) => {
      const onChunk = (): Promise<void> => new Promise(() => {});
      const result = await run(path, {}, { body: 'pass', onChunk, limits: { wholeRunMs: 100 } });
      expect(result).toMatchObject({ outcome: 'timeout', attempts: 1, error: { phase: 'whole_run' } });
    },
  );

  it('for the first byte is longer where a request is not repeatable', async () => {
    const changes = { firstByteMs: 1, firstByteUnrepeatableMs: 60 };
    const result = await run('/slow-head', { method: 'POST' }, { limits: changes });
    expect(result.error?.detail).toContain('60 ms');
  });

  it.each(['/slow-head', '/slow-body', '/endless'])('is over at once for %s when the caller cancels', async (path) => {
    const own = await startUpstream();
    const controller = new AbortController();
    const running = run(
      own.origin + path,
      {},
      {
        egress: open(own.allowEntry),
        signal: controller.signal,
        body: 'pass',
        limits: { responseBytesMax: 1e12 },
        onProgress: (phase) => {
          if (phase === (path === '/slow-head' ? 'first_byte' : 'body')) setImmediate(() => controller.abort());
        },
      },
    );
    const phase = path === '/slow-head' ? 'first_byte' : 'body';
    expect(await running).toMatchObject({ outcome: 'cancelled', attempts: 1, error: { phase } });
    await own.allClosed();
    await own.close();
  });

  it('is not spent at all when the caller had cancelled before', async () => {
    const result = await run('/echo', {}, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: 'cancelled', head: null });
    expect(upstream.requests).toEqual([]);
  });
});

describe('tries', () => {
  it.each([429, 502, 503, 504])('are repeated on %d', async (status) => {
    const result = await run(`/flaky/2?status=${status}`);
    expect(result).toMatchObject({ outcome: 'response', attempts: 3, head: { status: 200 } });
  });

  it('end with the last response', async () => {
    expect(await run('/flaky/9')).toMatchObject({ outcome: 'response', attempts: 3, head: { status: 503 } });
    expect(await run('/flaky/9?b', {}, { tries: 1 })).toMatchObject({ attempts: 1, head: { status: 503 } });
    expect(await run('/status/500')).toMatchObject({ attempts: 1, head: { status: 500 } });
  });

  it('are repeated on a connection that is reset before the head, and not after it', async () => {
    expect(await run('/flaky/2?reset')).toMatchObject({ outcome: 'response', attempts: 3 });
    expect(await run('/reset')).toMatchObject({
      outcome: 'connection_lost',
      attempts: 3,
      error: { phase: 'first_byte' },
    });
    expect(await run('/reset-body')).toMatchObject({
      outcome: 'connection_lost',
      attempts: 1,
      error: { phase: 'body' },
    });
  });

  it('are repeated when nobody listens', async () => {
    const gone = await startUpstream();
    await gone.close();
    const result = await run(gone.origin, {}, { egress: open(gone.allowEntry) });
    expect(result).toMatchObject({
      outcome: 'connect',
      attempts: 3,
      error: { detail: `127.0.0.1:${gone.port}: ECONNREFUSED` },
    });
  });

  it('of a POST with an idempotency key are repeated, with the same body', async () => {
    const changes = { method: 'POST', body: Buffer.from('{"pay":1}'), isRepeatable: true };
    expect(await run('/flaky/2?post', changes)).toMatchObject({ attempts: 3, head: { status: 200 } });
    expect(upstream.requests.map((request) => request.body.toString())).toEqual(Array(3).fill('{"pay":1}'));
  });

  it('are not waited for once the caller cancels', async () => {
    const controller = new AbortController();
    const running = run('/flaky/1?retry-after=50&cancel', {}, { signal: controller.signal });
    while (upstream.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    expect(await running).toMatchObject({ outcome: 'cancelled', attempts: 1 });
  });

  it('are not waited for beyond the time of the run', async () => {
    const result = await run('/flaky/1?retry-after=5&x', {}, { limits: { wholeRunMs: 3_000 } });
    expect(result).toMatchObject({ outcome: 'response', attempts: 1, head: { status: 503 } });
    expect(result.timing.totalMs).toBeLessThan(3_000);
  });
});

describe('HTTP that is not proper', () => {
  it('with early hints is read past them', async () => {
    expect(await run('/early-hints')).toMatchObject({ outcome: 'response', head: { status: 200 } });
  });
});

describe('a reader that fails', () => {
  it('is the one fault that is thrown, and the connection is closed', async () => {
    const own = await startUpstream();
    const onChunk = (): void => {
      throw new Error('the disk is full');
    };
    const running = run(`${own.origin}/endless`, {}, { egress: open(own.allowEntry), body: 'pass', onChunk });
    await expect(running).rejects.toThrow('the disk is full');
    await own.allClosed();
    await own.close();
  });
});

describe('a name', () => {
  function resolving(resolve: (name: string) => Promise<string[]>): Egress {
    return createEgress({ allow: [], ownPorts: () => [], onBlocked: () => {}, resolve });
  }

  it('that does not resolve is tried again, but for a POST', async () => {
    let asked = 0;
    const guard = resolving(async () => {
      asked += 1;
      throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    });
    const result = await run('http://nowhere.example/', {}, { egress: guard });
    expect(result).toMatchObject({
      outcome: 'dns',
      attempts: 3,
      error: { phase: 'dns', detail: 'nowhere.example: ENOTFOUND' },
    });
    expect(asked).toBe(3);
    expect(await run('http://nowhere.example/', { method: 'POST' }, { egress: guard })).toMatchObject({ attempts: 1 });
  });

  it('that is never answered for ends by the time to connect', async () => {
    const guard = resolving(() => new Promise(() => {}));
    const result = await run('http://nowhere.example/', {}, { egress: guard, tries: 1, limits: { connectMs: 30 } });
    expect(result).toMatchObject({ outcome: 'timeout', error: { phase: 'dns' } });
  });

  it('that stands for a private address is blocked without telling the address', async () => {
    const result = await run('http://inside.example/', {}, { egress: resolving(async () => ['10.9.8.7']) });
    expect(result).toMatchObject({ outcome: 'blocked', attempts: 1 });
    expect(JSON.stringify(result)).not.toContain('10.9.8.7');
    expect(result.error?.hint).toContain('add inside.example:80 to JACKFIELD_EGRESS_ALLOW');
  });
});

describe('an address that is not allowed', () => {
  it('is blocked, in words that say what to do, and so is a redirect to it', async () => {
    const tripwire = await startTcpUpstream((socket) => socket.destroy());
    const direct = await run(tripwire.origin);
    const redirected = await run(`/redirect-to?url=${encodeURIComponent(`http://2130706433:${tripwire.port}/`)}`);
    for (const result of [direct, redirected]) {
      expect(result).toMatchObject({ outcome: 'blocked', attempts: 1, head: null });
      expect(result.error?.message).toBe('The address is blocked by the egress policy.');
      expect(result.error?.hint).toContain(`127.0.0.1:${tripwire.port} to JACKFIELD_EGRESS_ALLOW`);
    }
    expect(tripwire.connectionCount()).toBe(0);
    await tripwire.close();
  });
});

describe('a body that is passed on', () => {
  it('comes in chunks, is not kept, and waits for the reader', async () => {
    const data = 'x'.repeat(500_000);
    let isBusy = false;
    let received = 0;
    const result = await run(
      `/encoded/gzip?body=${data.slice(0, 5_000)}`,
      {},
      {
        body: 'pass',
        onChunk: async (chunk) => {
          expect(isBusy).toBe(false);
          isBusy = true;
          received += chunk.length;
          await new Promise((resolve) => setImmediate(resolve));
          isBusy = false;
        },
      },
    );
    expect(result).toMatchObject({ outcome: 'response', bodyKind: 'none', sizeBytes: 5_000 });
    expect([received, result.body.length]).toEqual([5_000, 0]);
  });
});

describe('what is sent', () => {
  it('is a body of ten megabytes, whole', async () => {
    const body = Buffer.alloc(10 * 1024 * 1024, 'x');
    const result = await run('/status/200?large', { method: 'POST', body }, { responseType: 'empty' });
    expect(result.outcome).toBe('response');
    expect(upstream.requests[0]?.body.equals(body)).toBe(true);
    expect(result.request).toMatchObject({ method: 'POST', bodyBytes: body.length });
  });

  it.each([
    ['CONNECT', []],
    ['GET', [['x-bad', 'a\nb']]],
    ['GET', [['expect', '100-continue']]],
    ['GET', [['transfer-encoding', 'chunked']]],
  ] as [string, [string, string][]][])('is never %s with %j', async (method, headers) => {
    const result = await run('/echo', { method, headers });
    expect(result).toMatchObject({ outcome: 'protocol', error: { phase: 'prepare' } });
    expect(result.error?.message).toBe('The request cannot be sent as it is.');
    expect(upstream.requests).toEqual([]);
  });

  it('is the method, headers and body of the request, once each', async () => {
    const body = Buffer.from('{"é":1}');
    const headers: [string, string][] = [
      ['content-type', 'application/json'],
      ['x-a', '1'],
      ['x-a', '2'],
    ];
    const echo = JSON.parse(textOf(await run('/echo?q=1', { method: 'PATCH', headers, body })));
    expect(echo).toMatchObject({ method: 'PATCH', path: '/echo?q=1', body: '{"é":1}', headers: { 'x-a': '1, 2' } });
    expect(echo.headers['content-length']).toBe('8');
  });
});
