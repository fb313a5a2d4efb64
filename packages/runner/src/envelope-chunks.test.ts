import { envelopeSchema } from '@jackfield/connector';
import { describe, expect, it } from 'vitest';
import { type EnvelopeOptions, envelopeChunks } from './envelope-chunks.ts';
import type { RunResult } from './types.ts';

const timing = {
  startedAt: '2026-11-22T08:00:00.000Z',
  dnsMs: null,
  connectMs: 1,
  tlsMs: null,
  firstByteMs: 2,
  downloadMs: 3,
  totalMs: 6,
};
const request = { method: 'GET', url: 'http://a.example/', headers: [], body: null, bodyBytes: 0 };

function result(changes: Partial<RunResult> & { status?: number; text?: string }): RunResult {
  const { status = 200, text = '', ...rest } = changes;
  const isJson = text !== '' && (rest.bodyKind ?? 'json') === 'json';
  return {
    responseType: 'json',
    data: isJson ? [Buffer.from(text)] : null,
    outcome: 'response',
    head: { status, statusText: '', headers: [['content-type', 'application/json']], url: request.url },
    body: Buffer.from(text),
    bodyKind: text === '' ? 'none' : 'json',
    sizeBytes: text.length,
    error: null,
    warnings: [],
    timing,
    attempts: 1,
    request,
    requestHead: request,
    ...rest,
  };
}

function text(from: RunResult, options: Partial<EnvelopeOptions> = {}): string {
  return Buffer.concat(envelopeChunks(from, { includeRawBody: false, headers: 'default', ...options })).toString();
}

function envelope(from: RunResult, options: Partial<EnvelopeOptions> = {}) {
  return envelopeSchema.parse(JSON.parse(text(from, options)));
}

const error = { kind: 'timeout', phase: 'body', message: 'm', detail: 'd', hint: 'h' } as const;

describe('the envelope', () => {
  it('holds the bytes of the upstream as they were sent', () => {
    const json = '{ "n":9007199254740993, "e":1e400, "d":1.10,\n"a":1, "a":2, "\\u0061":"\\/" }';
    const chunks = envelopeChunks(result({ text: json }), { includeRawBody: false, headers: 'default' });
    expect(chunks).toContainEqual(Buffer.from(json));
    expect(text(result({ text: json }))).toContain(`"data":${json},`);
  });

  it('has the same fields for every outcome, and fits its schema', () => {
    const runs = [
      result({ text: '[1]' }),
      result({ status: 404, text: '{"no":true}' }),
      result({ status: 204 }),
      result({ head: null, outcome: 'timeout', error }),
      result({ outcome: 'decode', bodyKind: 'text', text: '<html>', error: { ...error, kind: 'decode' } }),
      result({ text: 'a', bodyKind: 'text', responseType: 'text', data: [Buffer.from('"a \\"b\\"\\n\u2028"')] }),
    ];
    for (const run of runs) {
      expect(Object.keys(envelope(run))).toEqual([
        'outcome',
        'status',
        'ok',
        'headers',
        'data',
        'error',
        'warnings',
        'timing',
        'attempts',
      ]);
    }
    expect(runs.map((run) => envelope(run).data)).toEqual([[1], { no: true }, null, null, null, 'a "b"\n\u2028']);
    expect(runs.map((run) => envelope(run).ok)).toEqual([true, false, true, false, false, true]);
    expect(envelope(result({ head: null, outcome: 'timeout', error }))).toMatchObject({ status: null, error });
  });

  it('holds a body that is not 2xx and not JSON as text', () => {
    const run = result({ status: 502, bodyKind: 'text', text: '<h1>Bad "gateway"' });
    expect(envelope(run)).toMatchObject({ data: null, rawBody: '<h1>Bad "gateway"', ok: false, outcome: 'response' });
  });

  it('holds the response that asks for too long a wait', () => {
    const limited = { outcome: 'rate_limited', error: { ...error, kind: 'rate_limited' }, status: 429 } as const;
    expect(envelope(result({ ...limited, text: '{"slow":"down"}' }))).toMatchObject({
      data: { slow: 'down' },
      ok: false,
    });
    expect(envelope(result({ ...limited, bodyKind: 'text', text: 'slow' }))).toMatchObject({
      data: null,
      rawBody: 'slow',
    });
  });

  it('holds the body as text when that was asked for, whatever it is', () => {
    const options = { includeRawBody: true };
    expect(envelope(result({ text: '[1]' }), options)).toMatchObject({ data: [1], rawBody: '[1]' });
    expect(envelope(result({ status: 204 }), options)).toMatchObject({ data: null, rawBody: '' });
    expect(envelope(result({ head: null, outcome: 'dns', error }), options)).toMatchObject({ rawBody: null });
    const decode = result({ outcome: 'decode', bodyKind: 'text', text: '<html>', error: { ...error, kind: 'decode' } });
    expect(envelope(decode, options)).toMatchObject({ data: null, rawBody: '<html>' });
  });

  it('shows the default headers, or all but those of the connection and cookies', () => {
    const headers: [string, string][] = [
      ['content-type', 'a/b'],
      ['etag', '"1"'],
      ['link', '<1>'],
      ['link', '<2>'],
      ['retry-after', '1'],
      ['ratelimit', 'l'],
      ['ratelimit-policy', 'p'],
      ['x-ratelimit-remaining', '2'],
      ['x-rate-limit-reset', '3'],
      ['x-request-id', '4'],
      ['request-id', '5'],
      ['x-amzn-requestid', '6'],
      ['x-github-request-id', '7'],
      ['x-correlation-id', '8'],
      ['server', 's'],
      ['set-cookie', 'c=1'],
      ['connection', 'close'],
      ['transfer-encoding', 'chunked'],
    ];
    const run = result({ text: '1', head: { status: 200, statusText: '', headers, url: request.url } });
    const names = Object.keys(envelope(run).headers);
    expect(names).toEqual([...new Set(headers.slice(0, 14).map(([name]) => name))]);
    expect(envelope(run).headers.link).toBe('<1>, <2>');
    expect(Object.keys(envelope(run, { headers: 'all' }).headers)).toEqual([...names, 'server']);
  });

  it('keeps a header named like a part of objects as a plain name', () => {
    const headers: [string, string][] = [
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ];
    const run = result({ text: '1', head: { status: 200, statusText: '', headers, url: request.url } });
    expect(text(run, { headers: 'all' })).toContain('"headers":{"__proto__":"x","constructor":"y"}');
  });
});
