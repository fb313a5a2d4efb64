import { gzipSync } from 'node:zlib';
import { Cancellation, type Egress, type EgressResponse } from '@jackfield/egress';
import { startTcpUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { egressTo } from './auth/testing/run-with-steps.ts';
import { peekJson } from './peek-json.ts';

interface Answer {
  contentType?: string;
  encoding?: string;
  body: string | Buffer;
  /** Ends the connection before these many bytes more, which it had announced. */
  missing?: number;
}

let upstream: Upstream;
let egress: Egress;
let answer: Answer = { body: '' };

beforeAll(async () => {
  upstream = await startTcpUpstream((socket) =>
    socket.once('data', () => {
      const { contentType = 'application/json', encoding = 'identity', missing = 0 } = answer;
      const body = Buffer.from(answer.body);
      const head = [`content-type: ${contentType}`, `content-encoding: ${encoding}`, 'connection: close'];
      const length = `content-length: ${body.length + missing}`;
      socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${[...head, length].join('\r\n')}\r\n\r\n`), body]));
    }),
  );
  egress = egressTo(upstream.allowEntry);
});
afterAll(async () => {
  await egress.close();
  await upstream.close();
});

/** What was peeked, then what whoever reads the body after that gets. */
async function peek(given: Answer): Promise<{ json: unknown; body: Buffer | Error }> {
  answer = given;
  const limits = { connectMs: 5_000, firstByteMs: 5_000, betweenBytesMs: 5_000 };
  const timing = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
  const request = { method: 'GET', url: upstream.origin, headers: [], body: null };
  const response = await egress.request({ ...request, limits, signal: new Cancellation(), timing });
  const json = await peekJson(response);
  return { json, body: await readAll(response).catch((error: Error) => error) };
}

async function readAll({ body }: EgressResponse): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const OBJECT = { error: { code: 'token_expired' } };
const TEXT = JSON.stringify(OBJECT);

describe('what a response says', () => {
  it.each<[string, Answer, unknown]>([
    ['in JSON', { body: TEXT }, OBJECT],
    [
      'in JSON of its own type, after a byte order mark',
      { contentType: 'application/problem+json', body: `\uFEFF${TEXT}` },
      OBJECT,
    ],
    ['packed', { encoding: 'gzip', body: gzipSync(TEXT) }, OBJECT],
    ['in no JSON', { contentType: 'text/plain', body: TEXT }, undefined],
    ['in damaged JSON', { body: TEXT.slice(0, -1) }, undefined],
    ['in damaged gzip', { encoding: 'gzip', body: TEXT }, undefined],
    ['with nothing', { body: '' }, undefined],
    ['at length', { body: JSON.stringify({ ...OBJECT, more: 'x'.repeat(200_000) }) }, undefined],
    [
      'at length, packed',
      { encoding: 'gzip', body: gzipSync(JSON.stringify({ ...OBJECT, more: ' '.repeat(2e6) })) },
      undefined,
    ],
  ])('%s is looked at, and is all there for whoever reads it', async (_how, given, expected) => {
    const { json, body } = await peek(given);
    expect(json).toEqual(expected);
    expect(body instanceof Error ? body : body.equals(Buffer.from(given.body))).toBe(true);
  });

  it('that breaks off is met by whoever reads it', async () => {
    const { json, body } = await peek({ body: TEXT, missing: 10 });
    expect(json).toBeUndefined();
    expect(body).toMatchObject({ code: 'connection_lost' });
  });
});
