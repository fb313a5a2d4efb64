import { LIMITS, type ResponseType } from '@jackfield/connector';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelopeChunks } from '../envelope-chunks.ts';
import { runRequest } from '../run-request.ts';
import type { RunOptions } from '../types.ts';

let upstream: Upstream;
let egress: Egress;

beforeAll(async () => {
  upstream = await startUpstream();
  const parsed = parseEgressAllow(upstream.allowEntry);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  egress = createEgress({ allow: parsed.rules, ownPorts: () => [], onBlocked: () => {} });
});
afterAll(async () => {
  await egress.close();
  await upstream.close();
});

interface Sent {
  type: string;
  bytes: string | Uint8Array;
  status?: number;
  secret?: string;
  pieces?: number;
}

async function run(responseType: ResponseType, sent: Sent, options: Partial<RunOptions> = {}) {
  const path = `/body/a%20picture.png?type=${encodeURIComponent(sent.type)}&pieces=${sent.pieces ?? 3}&base64=${encodeURIComponent(Buffer.from(sent.bytes).toString('base64'))}`;
  const url = upstream.origin + path;
  const secret = sent.secret ?? '';
  const result = await runRequest(
    {
      method: 'GET',
      url,
      origin: upstream.origin,
      headers: [],
      credentialHeaders: [],
      body: null,
      usedSecrets: secret === '' ? [] : [{ label: 'key', owner: 'project', slot: 'key', values: [secret] }],
      isRepeatable: true,
    },
    { egress, responseType, tries: 1, body: 'check', mayCarrySecretsTo: () => true, ...options },
  );
  const envelope = JSON.parse(
    Buffer.concat(envelopeChunks(result, { includeRawBody: true, headers: 'default' })).toString(),
  );
  return { result, envelope };
}

const utf16 = (text: string) => Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]);

describe('a response of the type', () => {
  it('XML is its JSON form, with the text as it came as raw body', async () => {
    const { result, envelope } = await run('xml', {
      type: 'text/xml',
      bytes: '<a id="1"><b>x</b><b>y</b></a>',
      pieces: 9,
    });
    expect(result).toMatchObject({ outcome: 'response', bodyKind: 'text' });
    expect(envelope).toMatchObject({ ok: true, data: { a: { '@id': '1', b: ['x', 'y'] } } });
    expect(envelope.rawBody).toBe('<a id="1"><b>x</b><b>y</b></a>');
  });

  it.each([
    ['its content type', 'text/xml; charset=iso-8859-1', Buffer.from('<a>é</a>', 'latin1')],
    ['its declaration', 'text/xml', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1')],
    ['its mark', 'text/xml', utf16('<?xml version="1.0" encoding="UTF-16"?><a>é</a>')],
    ['its first bytes', 'text/xml', Buffer.from('<?xml version="1.0"?><a>é</a>', 'utf16le')],
    ['a mark that is dropped', 'text/xml', Buffer.from('\ufeff<a>é</a>')],
  ])('XML is read in the character set that %s names', async (_what, type, bytes) => {
    expect((await run('xml', { type, bytes })).envelope.data).toEqual({ a: 'é' });
  });

  it('XML masks a secret that only its references spell', async () => {
    const secret = 'k9-aSecretValue-7';
    const spelled = [...secret].map((each) => `&#${each.charCodeAt(0)};`).join('');
    const { envelope } = await run('xml', {
      type: 'text/xml',
      bytes: `<a><b>${spelled}</b><c>${secret}</c></a>`,
      secret,
    });
    expect(envelope.data).toEqual({ a: { b: '{{key}}', c: '{{key}}' } });
  });

  it('Number is the number in its own digits', async () => {
    for (const text of ['41.90', ' -0 \n', '9007199254740993', '1e400']) {
      const { result } = await run('number', { type: 'text/plain', bytes: text });
      expect(Buffer.concat(result.data ?? []).toString()).toBe(text.trim());
    }
  });

  it.each(['', 'abc', '1,5', '"1"', '0x10', '01', 'NaN', '{}'])('Number refuses %j', async (bytes) => {
    const { envelope } = await run('number', { type: 'text/plain', bytes });
    expect(envelope).toMatchObject({ outcome: 'decode', data: null, error: { kind: 'decode', phase: 'body' } });
  });

  it('Text is a text, whatever its content type says', async () => {
    expect((await run('text', { type: 'application/json', bytes: '{"a":1}' })).envelope.data).toBe('{"a":1}');
    expect((await run('text', { type: 'text/plain', bytes: '' })).envelope.data).toBe('');
  });

  it('Text refuses bytes that are none, saying at which', async () => {
    const { envelope } = await run('text', { type: 'text/plain', bytes: Buffer.from([0x61, 0xc3, 0xa9, 0xff, 0x61]) });
    expect(envelope.error).toMatchObject({ kind: 'decode', detail: expect.stringContaining('at byte 3 ') });
    const japanese = await run('text', {
      type: 'text/plain; charset=shift_jis',
      bytes: Buffer.from([0x61, 0x83, 0x41, 0x81, 0x20]),
    });
    expect(japanese.envelope.error).toMatchObject({ kind: 'decode', detail: 'At byte 4 the bytes are not shift_jis.' });
  });

  it('Empty has no data, whatever comes', async () => {
    expect((await run('empty', { type: 'application/json', bytes: '{"a":1}' })).envelope).toMatchObject({
      ok: true,
      data: null,
    });
  });

  const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

  it('Image and File are their bytes with type and name', async () => {
    const data = { fileName: 'a picture.png', bytes: PNG.length, base64: PNG.toString('base64') };
    const image = await run('image', { type: 'image/png', bytes: PNG });
    expect(image.envelope.data).toEqual({ contentType: 'image/png', ...data });
    expect(image.result.bodyKind).toBe('binary');
    const unnamed = await run('image', { type: 'application/octet-stream', bytes: PNG });
    expect(unnamed.envelope.data).toMatchObject({ contentType: 'image/png' });
    const file = await run('file', { type: 'application/pdf', bytes: PNG });
    expect(file.envelope.data).toEqual({ contentType: 'application/pdf', ...data });
  });

  it('File leaves bytes of a text as they are', async () => {
    const bytes = Buffer.concat([utf16('é'), Buffer.of(0xff)]);
    const { envelope } = await run('file', { type: 'text/plain; charset=utf-16', bytes });
    expect(envelope.data.base64).toBe(bytes.toString('base64'));
  });

  it('Image refuses what is none', async () => {
    const { envelope } = await run('image', { type: 'text/html', bytes: '<h1>Sign in' });
    expect(envelope).toMatchObject({
      outcome: 'decode',
      error: { detail: 'Not an image: the response is text/html.' },
    });
  });

  it('File is at most 5 MB in the envelope, and says how a larger one is had', async () => {
    const large = { type: 'image/png', bytes: 'x'.repeat(20) };
    expect(LIMITS.fileResponseBytesMax).toBe(5 * 1024 * 1024);
    const { envelope } = await runLarge('file');
    expect(envelope).toMatchObject({
      outcome: 'too_large',
      data: null,
      error: { hint: expect.stringContaining('answer=body') },
    });
    expect((await run('file', large)).envelope.ok).toBe(true);
  });

  async function runLarge(responseType: ResponseType) {
    const url = `${upstream.origin}/bomb/gzip?bytes=${LIMITS.fileResponseBytesMax + 1}`;
    const result = await runRequest(
      {
        method: 'GET',
        url,
        origin: upstream.origin,
        headers: [],
        credentialHeaders: [],
        body: null,
        usedSecrets: [],
        isRepeatable: true,
      },
      { egress, responseType, tries: 1, body: 'check' },
    );
    return {
      envelope: JSON.parse(
        Buffer.concat(envelopeChunks(result, { includeRawBody: false, headers: 'default' })).toString(),
      ),
    };
  }

  it.each(['xml', 'number', 'image', 'file', 'text', 'empty'] as const)(
    '%s has a refusal as JSON, or else as raw body',
    async (responseType) => {
      const url = (body: string) => `${upstream.origin}/status/404?body=${encodeURIComponent(body)}`;
      const ask = async (body: string) => {
        const result = await runRequest(
          {
            method: 'GET',
            url: url(body),
            origin: upstream.origin,
            headers: [],
            credentialHeaders: [],
            body: null,
            usedSecrets: [],
            isRepeatable: true,
          },
          { egress, responseType, tries: 1, body: 'check' },
        );
        return JSON.parse(
          Buffer.concat(envelopeChunks(result, { includeRawBody: false, headers: 'default' })).toString(),
        );
      };
      expect(await ask('{"no":1}')).toMatchObject({ ok: false, status: 404, data: { no: 1 } });
      expect(await ask('<no/>')).toMatchObject({ ok: false, status: 404, data: null, rawBody: '<no/>' });
    },
  );
});
