import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { constants, createGzip, gzipSync } from 'node:zlib';
import { defaultStreamSettings, LIMITS, type StreamSettings } from '@jackfield/connector';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelopeChunks } from '../../envelope-chunks.ts';
import { runRequest } from '../../run-request.ts';
import type { RunOptions } from '../../types.ts';
import type { StreamPart } from './stream-event.ts';

/** What the server does with the next request. */
let answer: (res: ServerResponse) => void = (res) => res.end();
let server: Server;
let origin: string;
let egress: Egress;

beforeAll(async () => {
  server = createServer((_req, res) => answer(res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const parsed = parseEgressAllow(origin.slice('http://'.length));
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  egress = createEgress({ allow: parsed.rules, ownPorts: () => [], onBlocked: () => {} });
});
afterAll(async () => {
  await egress.close();
  server.closeAllConnections();
  server.close();
});

interface Wanted extends Partial<RunOptions> {
  settings?: Partial<StreamSettings>;
  secret?: string;
  keepsEvents?: boolean;
  onPart?: (part: StreamPart) => void | Promise<void>;
}

async function run({ settings, secret, keepsEvents = true, onPart, ...options }: Wanted = {}) {
  const parts: StreamPart[] = [];
  const result = await runRequest(
    {
      method: 'POST',
      url: `${origin}/`,
      origin,
      headers: [],
      credentialHeaders: [],
      body: null,
      usedSecrets: secret === undefined ? [] : [{ label: 'key', owner: 'project', slot: 'key', values: [secret] }],
      isRepeatable: false,
    },
    {
      egress,
      responseType: 'stream',
      tries: 1,
      body: 'check',
      mayCarrySecretsTo: () => true,
      stream: {
        settings: { ...defaultStreamSettings(), ...settings },
        keepsEvents,
        onPart: (part) => {
          parts.push(part);
          return onPart?.(part);
        },
      },
      ...options,
    },
  );
  const bytes = Buffer.concat(envelopeChunks(result, { includeRawBody: false, headers: 'default' }));
  return { result, parts, envelope: JSON.parse(bytes.toString()) };
}

/** Sends the bytes cut in two at each place in turn would take long; at every third it is as good. */
function send(type: string, body: string | Uint8Array, pieceBytes = Number.POSITIVE_INFINITY) {
  const bytes = Buffer.from(body as string);
  answer = (res) => {
    res.writeHead(200, type === '' ? {} : { 'content-type': type });
    for (let at = 0; at < bytes.length; at += Math.min(pieceBytes, bytes.length))
      res.write(bytes.subarray(at, at + pieceBytes));
    res.end();
  };
}

const TOKENS = ['Hel', 'lo ', '😀', '!'];
const openAi = [
  ...TOKENS.map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: null }] })}\n\n`),
  'data: {"choices":[{"delta":{},"finish_reason":"stop"}],"n":12345678901234567890}\n\n',
  'data: [DONE]\n\n',
].join('');

describe('server-sent events', () => {
  it.each([1, 2, 7, 1_000])(
    'are read in pieces of %i bytes, with their text by the path and numbers as sent',
    async (piece) => {
      send('text/event-stream', openAi, piece);
      const { result, parts, envelope } = await run({ settings: { textPath: 'choices[0].delta.content' } });
      expect(envelope).toMatchObject({ outcome: 'response', ok: true, data: { text: 'Hello 😀!' } });
      expect(envelope.data.events).toHaveLength(5);
      expect(envelope.data.events[0]).toEqual({
        event: 'message',
        data: { choices: [{ delta: { content: 'Hel' }, finish_reason: null }] },
      });
      expect(Buffer.concat(result.data ?? []).toString()).toContain('"n":12345678901234567890');
      expect(parts.map(({ text }) => text).join('')).toBe('Hello 😀!');
    },
  );

  it('follow every rule of the standard', async () => {
    const stream = [
      '\ufeff: a comment\r\n',
      'event: add\r\ndata: 73857293\r\n\r\n',
      'id: 7\rdata:first\rdata: second\r\r',
      'data\n\ndata\ndata\n\n',
      'event: nothing\n\n',
      'unknown: x\nretry: 10\ndata:  a space is kept\n\n',
      'id: a\0b\nevent\ndata: {"a":\ndata: 1}\n\n',
      'data: not ended',
    ].join('');
    for (const piece of [1, 3, 1_000]) {
      send('text/event-stream', stream, piece);
      const { envelope } = await run();
      expect(envelope.data.events).toEqual([
        { event: 'add', data: 73857293 },
        { event: 'message', id: '7', data: 'first\nsecond' },
        { event: 'message', data: '' },
        { event: 'message', data: '\n' },
        { event: 'message', data: ' a space is kept' },
        { event: 'message', data: { a: 1 } },
      ]);
      expect(envelope.warnings).toEqual(['The stream ended in the middle of an event, which was dropped.']);
    }
  });

  it('are told by their first characters where the content type does not', async () => {
    send('text/plain', ': hi\n\ndata: x\n\n', 1);
    expect((await run()).envelope.data.events).toEqual([{ event: 'message', data: 'x' }]);
  });
});

describe('NDJSON', () => {
  it.each(['application/x-ndjson', '', 'application/json-seq'])('of the type %j is one event a line', async (type) => {
    send(type, '{"message":{"content":"a"},"done":false}\r\n\n\u001e{"message":{"content":"b"},"done":true}', 5);
    const { envelope } = await run({ settings: { textPath: '/message/content', end: { kind: 'path', path: 'done' } } });
    expect(envelope.data).toEqual({
      text: 'ab',
      events: [
        { data: { message: { content: 'a' }, done: false } },
        { data: { message: { content: 'b' }, done: true } },
      ],
    });
    expect(envelope.warnings).toEqual([]);
  });

  it('that is none is a decode that says where, and what came before is kept', async () => {
    send('application/x-ndjson', '{"a":1}\n{"a":}\n');
    const { envelope } = await run();
    expect(envelope).toMatchObject({ outcome: 'decode', data: { events: [{ data: { a: 1 } }] } });
    expect(envelope.error.detail).toContain('Line 2 (blank ones not counted) is not JSON at byte 5');
    send('application/json', '{\n  "a": 1\n}\n');
    expect((await run()).envelope.error.hint).toContain('"stream": true');
  });

  it('that is deeper than 200 levels is refused', async () => {
    send('application/x-ndjson', `${'['.repeat(201)}${']'.repeat(201)}\n`);
    expect((await run()).envelope).toMatchObject({ outcome: 'decode' });
  });
});

it('plain chunks are text alone, in their character set', async () => {
  send('text/plain; charset=iso-8859-1', Buffer.from('Grüße, ', 'latin1'), 3);
  const { envelope } = await run();
  expect(envelope.data).toEqual({ text: 'Grüße, ', events: [] });
});

it('an answer that is no success is read as any other', async () => {
  answer = (res) => res.writeHead(429, { 'content-type': 'application/json' }).end('{"error":"slow"}');
  expect((await run()).envelope).toMatchObject({ ok: false, status: 429, data: { error: 'slow' } });
});

describe('the end rule', () => {
  it.each([
    ['data', { kind: 'data', value: 'bye' }, 'data: 1\n\ndata: bye\n\n', 1],
    ['event', { kind: 'event', name: 'stop' }, 'data: 1\n\nevent: stop\ndata: 2\n\n', 2],
    ['path', { kind: 'path', path: 'usage.total' }, 'data: {"usage":null}\n\ndata: {"usage":{"total":3}}\n\n', 2],
  ] as const)('%s ends a stream whose connection stays open, and closes it', async (_name, end, body, events) => {
    let closed: Promise<unknown> = Promise.resolve();
    answer = (res) => {
      closed = once(res, 'close');
      res.writeHead(200, { 'content-type': 'text/event-stream' }).write(`${body}data: after\n\n`);
    };
    const { envelope } = await run({ settings: { end } });
    expect(envelope).toMatchObject({ outcome: 'response', warnings: [] });
    expect(envelope.data.events).toHaveLength(events);
    await closed;
  });

  it('that was never met is a warning', async () => {
    send('text/event-stream', 'data: 1\n\n');
    const { envelope } = await run({ settings: { end: { kind: 'event', name: 'stop' } } });
    expect(envelope.warnings).toEqual(['The connection ended before an event "stop" came.']);
  });
});

describe('a secret', () => {
  const secret = 'sk-live-0123456789';

  it.each([1, 4, 50])('is masked across chunks of %i bytes, in events and in the text', async (piece) => {
    send('text/event-stream', `data: {"t":"a ${secret} b"}\n\n`, piece);
    const { envelope } = await run({ secret, settings: { textPath: 't' } });
    expect(envelope.data).toEqual({ text: 'a {{key}} b', events: [{ event: 'message', data: { t: 'a {{key}} b' } }] });
  });

  it('that comes in two events is masked in the text, and no more is held back than may become one', async () => {
    const pieces = ['so ', 'sk-l', 'ive-0123', '456789', ' it', ' was sk', '-x'];
    send('text/event-stream', pieces.map((t) => `data: ${JSON.stringify({ t })}\n\n`).join(''));
    const { parts, envelope } = await run({ secret, settings: { textPath: 't' } });
    expect(envelope.data.text).toBe('so {{key}} it was sk-x');
    expect(parts.map(({ text }) => text)).toEqual(['so ', '', '', '{{key}}', ' it', ' was ', 'sk-x']);
  });

  it('that only escapes spell is masked in the text', async () => {
    const escaped = [...secret].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    send('text/event-stream', `data: {"t":"${escaped}"}\n\n`);
    expect((await run({ secret, settings: { textPath: 't' } })).envelope.data.text).toBe('{{key}}');
  });
});

describe('a stream', () => {
  it('is handed on as it comes, decompressed, and waits for its consumer', async () => {
    let go = (): void => {};
    answer = (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(res);
      const write = (text: string) => {
        gzip.write(text);
        gzip.flush(constants.Z_SYNC_FLUSH);
      };
      write('data: 1\n\n');
      // The second is sent only once the first was seen, so both cannot have waited for the end.
      go = () => {
        write('data: 2\n\n');
        gzip.end();
      };
    };
    const { envelope } = await run({
      onPart: async ({ event }) => {
        await new Promise((resolve) => setImmediate(resolve));
        if (event?.data === '1') go();
      },
    });
    expect(envelope.data.events.map(({ data }: { data: unknown }) => data)).toEqual([1, 2]);
  });

  it('of which nobody keeps the events has the text alone as data', async () => {
    send('text/event-stream', openAi);
    const { result, envelope } = await run({ keepsEvents: false, settings: { textPath: 'choices[0].delta.content' } });
    expect(envelope.data).toEqual({ text: 'Hello 😀!' });
    expect(result.sizeBytes).toBe(Buffer.byteLength(openAi));
  });

  it('that falls silent is a timeout, and what came is kept', async () => {
    answer = (res) =>
      void res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"t":"half"}\n\nda');
    const { envelope } = await run({ settings: { textPath: 't' }, limits: { betweenBytesMs: 50 } });
    expect(envelope).toMatchObject({
      outcome: 'timeout',
      data: { text: 'half' },
      error: { phase: 'body', message: 'The stream fell silent.', detail: 'nothing for 60 seconds, after 1 event' },
    });
    expect(envelope).not.toHaveProperty('rawBody');
  });

  it('that reaches its maximum is a timeout of the whole run', async () => {
    answer = (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => res.write('data: tick\n\n'), 5);
      res.once('close', () => clearInterval(timer));
    };
    const { envelope } = await run({ limits: { wholeRunMs: 200 } });
    expect(envelope).toMatchObject({
      outcome: 'timeout',
      error: { phase: 'whole_run', message: 'The stream reached its maximum time.' },
    });
    expect(envelope.data.text).toContain('ticktick');
  });

  it('whose connection is lost keeps what came', async () => {
    answer = (res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write('data: 1\n\n', () => res.socket?.resetAndDestroy());
    };
    const { envelope } = await run();
    expect(envelope).toMatchObject({ outcome: 'connection_lost', error: { phase: 'body' } });
    expect(envelope.error.hint).toContain('What came until then is kept');
  });

  it.each([
    ['text/event-stream', `data: ${'x'.repeat(LIMITS.streamEventCharsMax + 1)}\n\n`],
    ['application/x-ndjson', `"${'x'.repeat(LIMITS.streamEventCharsMax)}"\n`],
  ])('of %s with too large an event is refused', async (type, body) => {
    send(type, body, 100_000);
    const { envelope } = await run();
    expect(envelope).toMatchObject({ outcome: 'too_large', error: { detail: expect.stringContaining('One event') } });
  });

  it('larger than the limit is refused, also once its events are counted with their names', async () => {
    send('text/event-stream', 'data: x\n\n'.repeat(100));
    expect((await run({ limits: { responseBytesMax: 899 } })).envelope).toMatchObject({ outcome: 'too_large' });
    const { envelope } = await run({ limits: { responseBytesMax: 900 } });
    expect(envelope.error.hint).toContain('answer=stream');
  });

  it.each([
    ['text/event-stream', Buffer.concat([Buffer.from('data: é\n\ndata: '), Buffer.of(0xff), Buffer.from('\n\n')]), 16],
    ['text/plain', Buffer.from([0x61, 0xc3]), 2],
  ])('of %s that is no text is a decode that says where', async (type, bytes, at) => {
    send(type, bytes);
    const { envelope } = await run();
    expect(envelope).toMatchObject({ outcome: 'decode', error: { detail: `At byte ${at} the bytes are not utf-8.` } });
  });

  it('that is cancelled closes the connection', async () => {
    let closed: Promise<unknown> = Promise.resolve();
    answer = (res) => {
      closed = once(res, 'close');
      res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    };
    const abort = new AbortController();
    const { result } = await run({ signal: abort.signal, onPart: () => abort.abort() });
    expect(result.outcome).toBe('cancelled');
    await closed;
  });

  it('of a bomb ends early', async () => {
    const zeros = gzipSync(Buffer.alloc(60 * 1024 * 1024, '\n'));
    answer = (res) =>
      res.writeHead(200, { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }).end(zeros);
    expect((await run()).envelope).toMatchObject({ outcome: 'too_large' });
  });
});
