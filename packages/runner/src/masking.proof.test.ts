import type { Socket } from 'node:net';
import {
  type BrotliCompress,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
  type Gzip,
} from 'node:zlib';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import {
  type Canary,
  makeCanary,
  reportProof,
  rounds,
  SecretSearch,
  startTcpUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { envelopeChunks } from './envelope-chunks.ts';
import { runRequest } from './run-request.ts';
import type { PreparedRequest, RunOptions, RunResult } from './types.ts';

/** What the upstream writes for the next request, piece by piece. */
let script: (request: string) => readonly (string | Buffer)[] = () => [];
let upstream: Upstream;
let other: Upstream;
let egress: Egress;
let answers = 0;
let found = 0;
let echoes = 0;

beforeAll(async () => {
  upstream = await startTcpUpstream((socket) => answer(socket));
  other = await startTcpUpstream((socket) => answer(socket));
  const parsed = parseEgressAllow(`${upstream.allowEntry},${other.allowEntry}`);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  egress = createEgress({ allow: parsed.rules, ownPorts: () => [], onBlocked: () => {} });
});
afterAll(async () => {
  await egress.close();
  await upstream.close();
  await other.close();
});

function answer(socket: Socket): void {
  let request = '';
  socket.setNoDelay(true);
  socket.on('data', (bytes) => {
    request += bytes.toString('latin1');
    if (request.includes('\r\n\r\n')) void write(socket, script(request)).then(() => socket.end());
  });
}

/** Each piece in a turn of its own, so that it arrives alone. */
async function write(socket: Socket, pieces: readonly (string | Buffer)[]): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const head = (lines: readonly string[], status = '200 OK') =>
  `HTTP/1.1 ${status}\r\n${lines.map((line) => `${line}\r\n`).join('')}connection: close\r\n\r\n`;

function chunked(lines: readonly string[], pieces: readonly Buffer[], status?: string): (string | Buffer)[] {
  const chunks = pieces
    .filter((piece) => piece.length > 0)
    .map((piece) => Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]));
  return [head([...lines, 'transfer-encoding: chunked'], status), ...chunks, '0\r\n\r\n'];
}

interface Seen {
  result: RunResult;
  /** The body as it was handed on. */
  text: string;
  /** Everything that the run tells. */
  all: string;
}

async function run(
  secret: string,
  changes: Partial<PreparedRequest> = {},
  options: Partial<RunOptions> = {},
): Promise<Seen> {
  const url = `${upstream.origin}/echo?key=${encodeURIComponent(secret)}`;
  const chunks: Uint8Array[] = [];
  const heads: unknown[] = [];
  const basic = Buffer.from(`ann:${secret}`).toString('base64');
  const request: PreparedRequest = {
    method: 'GET',
    url,
    origin: upstream.origin,
    headers: [['authorization', `Basic ${basic}`]],
    credentialHeaders: ['authorization'],
    body: null,
    usedSecrets: [{ label: 'key', owner: 'project', slot: 'key', values: [secret, basic] }],
    isRepeatable: true,
    ...changes,
  };
  const result = await runRequest(request, {
    egress,
    responseType: 'text',
    tries: 1,
    body: 'check',
    mayCarrySecretsTo: (origin) => origin === upstream.origin,
    onHead: (received) => heads.push(received),
    onChunk: (chunk) => {
      chunks.push(chunk);
    },
    ...options,
  });
  const text = Buffer.concat(chunks).toString();
  const envelope = Buffer.concat(envelopeChunks(result, { includeRawBody: true, headers: 'all' })).toString();
  return { result, text, all: [envelope, JSON.stringify([heads, result.request, result.warnings]), text].join('\n') };
}

/** Runs and looks for the secret in all that is told. */
async function runSilently(canary: Canary, ...rest: [Partial<PreparedRequest>?, Partial<RunOptions>?]): Promise<Seen> {
  const seen = await run(canary.text, ...rest);
  const leaks = new SecretSearch([canary]).find(seen.all);
  answers += 1;
  found += leaks.length;
  expect({ leaks, in: leaks.length > 0 ? seen.all : '' }).toEqual({ leaks: [], in: '' });
  return seen;
}

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const escaped = (text: string, special: RegExp) =>
  json(text).replace(special, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const html = (text: string, quote: string, apostrophe: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', quote)
    .replaceAll("'", apostrophe);

/** How an upstream may write what it was sent; a base64 text keeps what its neighbours decide. */
const ECHOES: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  'JSON, minimal': json,
  'JSON of PHP': (secret) => escaped(secret, /[^\0-\x7f]/g).replaceAll('/', '\\/'),
  'JSON of Python': (secret) => escaped(secret, /[^\0-\x7f]/g),
  'JSON of Go': (secret) => escaped(secret, /[<>&]/g),
  'JSON of Gson': (secret) => escaped(secret, /[<>&'=]/g),
  'JSON of .NET': (secret) =>
    escaped(secret, /[<>&'+`]|[^\0-\x7f]/g)
      .replaceAll('\\"', '\\u0022')
      .replace(/\\u[0-9a-f]{4}/g, (each) => `\\u${each.slice(2).toUpperCase()}`),
  'JSON, slashes as \\u002f': (secret) => json(secret).replaceAll('/', '\\u002f'),
  'JSON in JSON': (secret) => json(json(secret)),
  percent: encodeURIComponent,
  'percent, lower case': (secret) => encodeURIComponent(secret).replace(/%../g, (each) => each.toLowerCase()),
  'percent, twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'percent, form': (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
  'percent, as a query is read': (secret) => new URL(`http://x/?key=${secret}`).search.slice('?key='.length),
  'percent, as a path is read': (secret) => new URL(`http://x/${secret}`).pathname.slice(1),
  'percent, as a query is read, in JSON': (secret) =>
    json(new URL(`http://x/?key=${secret}`).search.slice('?key='.length)),
  'XML in JSON': (secret) => json(html(secret, '&quot;', '&apos;')),
  'HTML of Python': (secret) => html(secret, '&quot;', '&#x27;'),
  'HTML of PHP': (secret) => html(secret, '&quot;', '&#039;'),
  'HTML of Go': (secret) => html(secret, '&#34;', '&#39;'),
  XML: (secret) => html(secret, '&quot;', '&apos;'),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'hexadecimal, upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'base64 at 0': (secret) => Buffer.from(secret).toString('base64'),
  'base64 at 1': (secret) => Buffer.from(`x${secret}y`).toString('base64'),
  'base64 at 2': (secret) => Buffer.from(`xy${secret}z`).toString('base64'),
  'base64url at 0': (secret) => Buffer.from(secret).toString('base64url'),
  'base64url at 1': (secret) => Buffer.from(`x${secret}y`).toString('base64url'),
  'base64url at 2': (secret) => Buffer.from(`xy${secret}z`).toString('base64url'),
  'the finished Basic value': (secret) => Buffer.from(`ann:${secret}`).toString('base64'),
};

type Compressor = Gzip | BrotliCompress;
const COMPRESSORS: Record<string, () => Compressor> = {
  gzip: () => createGzip(),
  br: () => createBrotliCompress(),
  deflate: () => createDeflate(),
  'deflate, bare': () => createDeflateRaw(),
};

/** Each piece compressed so that it can be read before the next one comes. */
async function compress(compressor: Compressor, pieces: readonly Buffer[]): Promise<Buffer[]> {
  const out: Buffer[] = [];
  compressor.on('data', (bytes: Buffer) => out.push(bytes));
  for (const piece of pieces) {
    compressor.write(piece);
    await new Promise<void>((resolve) => compressor.flush(() => resolve()));
  }
  const ended = new Promise((resolve) => compressor.once('end', resolve));
  compressor.end();
  await ended;
  return out;
}

/** The echo once for every offset in it, cut there. */
function cutEverywhere(echo: string): { pieces: Buffer[]; count: number } {
  const bytes = Buffer.from(echo);
  const pieces: Buffer[] = [];
  let rest = Buffer.from('{');
  for (let at = 0; at <= bytes.length; at += 1) {
    pieces.push(Buffer.concat([rest, bytes.subarray(0, at)]));
    rest = Buffer.concat([bytes.subarray(at), Buffer.from('}\n{')]);
  }
  return { pieces: [...pieces, rest], count: bytes.length + 1 };
}

const KINDS = rounds({ short: 1, whole: 3 });
const CANARIES = [makeCanary('any'), makeCanary('plain', 'plain'), makeCanary('for a header', 'header')].slice(
  0,
  KINDS,
);
const ENCODINGS = ['identity', ...Object.keys(COMPRESSORS)].slice(0, rounds({ short: 2, whole: 5 }));
const TEXT = 'content-type: text/plain; charset=utf-8';

describe.each(CANARIES)('a secret of the kind: $name', (canary) => {
  it.each(Object.entries(ECHOES))('is masked in a body that is cut at every offset, as %s', async (name, write) => {
    const echo = write(canary.text);
    const { pieces, count } = cutEverywhere(echo);
    const expected = `{${Array(count).fill('{{key}}').join('}\n{')}}\n{`;
    for (const encoding of ENCODINGS) {
      const create = COMPRESSORS[encoding];
      const body = create === undefined ? pieces : await compress(create(), pieces);
      const lines = create === undefined ? [TEXT] : [TEXT, `content-encoding: ${encoding.split(',')[0]}`];
      script = () => chunked(lines, body);
      for (const way of ['check', 'pass'] as const) {
        const { text, result } = await runSilently(canary, {}, { body: way });
        echoes += count;
        expect(result).toMatchObject({ outcome: 'response', error: null });
        if (!name.startsWith('base64')) expect(text).toBe(expected);
        expect(text.split('\n')).toHaveLength(count + 1);
      }
    }
  });

  it('is masked when a compressed body comes byte by byte', async () => {
    const body = Buffer.from(
      Object.values(ECHOES)
        .map((write) => write(canary.text))
        .join('\n'),
    );
    for (const [encoding, create] of Object.entries(COMPRESSORS)) {
      const bytes = Buffer.concat(await compress(create(), [body]));
      script = () =>
        chunked(
          [TEXT, `content-encoding: ${encoding.split(',')[0]}`],
          [...bytes].map((byte) => Buffer.of(byte)),
        );
      const { text } = await runSilently(canary);
      expect(text.split('\n')).toHaveLength(Object.keys(ECHOES).length);
    }
  });

  it('is masked in JSON, which stays JSON, and in a second encoding around the first', async () => {
    const body = JSON.stringify({
      echo: canary.text,
      [canary.text]: [canary.text, { twice: JSON.stringify(canary.text) }],
    });
    const twice = Buffer.concat(
      await compress(createBrotliCompress(), await compress(createGzip(), [Buffer.from(body)])),
    );
    script = () => chunked(['content-type: application/json', 'content-encoding: gzip, br'], [twice]);
    const { text } = await runSilently(canary, {}, { responseType: 'json' });
    expect(JSON.parse(text)).toEqual({ echo: '{{key}}', '{{key}}': ['{{key}}', { twice: '"{{key}}"' }] });
  });
});

const HEADER = makeCanary('in a head', 'header');
const TOKEN = makeCanary('in a name', 'plain');
/** Nothing but its case tells it from words. */
const LETTERS: Canary = { name: 'of letters', text: 'CwPujNyYkrlAavzJAyOhHFYAqWmK' };
const latin1 = (text: string) => Buffer.from(text, 'latin1');

/** What an upstream may say beside a body, and how a run then ends. */
const HEADS: Record<string, [Canary, () => readonly (string | Buffer)[], RunResult['outcome']]> = {
  'a header': [HEADER, () => [latin1(head([`x-echo: ${HEADER.text}`, 'content-length: 0']))], 'response'],
  'a header, as UTF-8': [HEADER, () => [head([`x-echo: ${HEADER.text}`, 'content-length: 0'])], 'response'],
  'a header of every form': [
    HEADER,
    () => [head([...Object.values(ECHOES).map((write) => `x-echo: ${write(HEADER.text)}`), 'content-length: 0'])],
    'response',
  ],
  'a default header': [HEADER, () => [latin1(head([`etag: "${HEADER.text}"`, 'content-length: 0']))], 'response'],
  'the name of a header': [TOKEN, () => [head([`x-${TOKEN.text}: 1`, 'content-length: 0'])], 'response'],
  'a cookie': [HEADER, () => [latin1(head([`set-cookie: a=${HEADER.text}`, 'content-length: 0']))], 'response'],
  'the status text': [HEADER, () => [latin1(head(['content-length: 0'], `200 ${HEADER.text}`))], 'response'],
  'the status text of a failure': [
    HEADER,
    () => [latin1(head(['content-length: 0'], `500 ${HEADER.text}`))],
    'response',
  ],
  'its content type': [
    HEADER,
    () => [latin1(head([`content-type: ${HEADER.text}`, 'content-length: 2'])), 'ok'],
    'response',
  ],
  'its character set': [
    TOKEN,
    () => [head([`content-type: text/plain; charset=${TOKEN.text}`, 'content-length: 2']), 'ok'],
    'decode',
  ],
  'its content encoding': [
    HEADER,
    () => [latin1(head([`content-encoding: ${HEADER.text}`, 'content-length: 2'])), 'ok'],
    'decode',
  ],
  'its content encoding, of letters': [
    LETTERS,
    () => [head([`content-encoding: ${LETTERS.text}`, 'content-length: 2']), 'ok'],
    'decode',
  ],
  'the name of a header, of letters': [
    LETTERS,
    () => [head([`x-${LETTERS.text}: 1`, 'content-length: 0'])],
    'response',
  ],
  'Retry-After': [
    HEADER,
    () => [latin1(head([`retry-after: ${HEADER.text}`, 'content-length: 0'], '503 No'))],
    'response',
  ],
  'a redirect that leads nowhere': [
    HEADER,
    () => [latin1(head([`location: http://[${HEADER.text}`, 'content-length: 0'], '302 Found'))],
    'response',
  ],
  'a header that is none': [HEADER, () => [latin1(head([`${HEADER.text} : 1`, 'content-length: 0']))], 'protocol'],
  'a line that is no head': [HEADER, () => [latin1(`${HEADER.text}\r\n\r\n`)], 'protocol'],
  'a length that is none': [HEADER, () => [latin1(head([`content-length: ${HEADER.text}`]))], 'protocol'],
  'a chunk that is none': [
    HEADER,
    () => [head(['transfer-encoding: chunked']), latin1(`${HEADER.text}\r\n`)],
    'protocol',
  ],
  'a trailer': [
    HEADER,
    () => [head(['transfer-encoding: chunked']), latin1(`2\r\nok\r\n0\r\nx-echo: ${HEADER.text}\r\n\r\n`)],
    'response',
  ],
  'a hint before the head': [
    HEADER,
    () => [latin1(`HTTP/1.1 103 ${HEADER.text}\r\nlink: <${HEADER.text}>\r\n\r\n`), head(['content-length: 0'])],
    'response',
  ],
};

it.each(Object.entries(HEADS))('a secret is masked in %s', async (_where, [canary, pieces, outcome]) => {
  script = pieces;
  for (const way of ['check', 'pass'] as const) {
    const { result } = await runSilently(canary, {}, { body: way, tries: 2, limits: { retryBaseMs: 1 } });
    // Bytes that are only passed on are not read as anything.
    if (way === 'check') expect(result.outcome).toBe(outcome);
  }
});

it('a secret in JSON that is none, or says a key twice, is not told by the words about it', async () => {
  for (const body of [`{"a":${HEADER.text}}`, `${HEADER.text}`, `{"a":1}${HEADER.text}`]) {
    script = () => chunked(['content-type: application/json'], [Buffer.from(body)]);
    expect((await runSilently(HEADER, {}, { responseType: 'json' })).result.outcome).toBe('decode');
  }
  const key = json(HEADER.text);
  script = () => chunked(['content-type: application/json'], [Buffer.from(`{"${key}":1,"${key}":2}`)]);
  expect((await runSilently(HEADER, {}, { responseType: 'json' })).result.warnings).toHaveLength(1);
});

describe('a redirect', () => {
  const redirect = (location: string, status = '302 Found') => [
    latin1(head([`location: ${location}`, 'content-length: 0'], status)),
  ];

  it.each(['301', '302', '303', '307', '308'])(
    '%s with a secret in its address is followed on its own origin, masked',
    async (code) => {
      for (const write of Object.values(ECHOES).slice(9)) {
        const location = `/next?key=${write(TOKEN.text)}&again=${encodeURIComponent(HEADER.text)}`;
        for (const canary of [TOKEN, HEADER]) {
          script = (request) =>
            request.startsWith('GET /next') ? [head(['content-length: 2']), 'ok'] : redirect(location, `${code} Go`);
          const { result } = await runSilently(canary);
          expect(result).toMatchObject({ outcome: 'response', head: { status: 200 } });
          expect(result.head?.url).toContain('/next?key=');
        }
      }
    },
  );

  it('that goes in a circle, or sends a body on, tells no secret', async () => {
    script = () => redirect(`/echo?key=${encodeURIComponent(HEADER.text)}`);
    expect((await runSilently(HEADER)).result.outcome).toBe('too_many_redirects');
    script = () => redirect(`${other.origin}/${encodeURIComponent(HEADER.text)}`, '307 Go');
    const { result } = await runSilently(HEADER, { method: 'POST', body: Buffer.from('{}'), isRepeatable: false });
    expect(result.warnings).toHaveLength(1);
  });

  it.each(Object.entries(ECHOES))(
    'with a secret as %s in its address does not lead to another origin',
    async (_name, write) => {
      for (const canary of [TOKEN, HEADER]) {
        const address = `${other.origin}/?key=${write(canary.text)}`;
        // What a URL changes by itself is no longer this form.
        if (new URL(address).href !== address) continue;
        script = () => redirect(address);
        expect((await runSilently(canary)).result.outcome).toBe('config');
      }
      expect(other.connectionCount()).toBe(0);
    },
  );

  it('with a secret as it stands in its address does not lead to another origin', async () => {
    for (const place of ['', '?key=', 'a/b?c=d&key=', 'a/']) {
      script = () => redirect(`${other.origin}/${place}${HEADER.text}`);
      expect((await runSilently(HEADER)).result.outcome).toBe('config');
    }
    expect(other.connectionCount()).toBe(0);
  });

  it('to a host that is named for a secret is not followed, and the name is not told', async () => {
    script = () => redirect(`http://${TOKEN.text.replaceAll('_', '-')}.example/`);
    const { result } = await runSilently({ ...TOKEN, text: TOKEN.text.replaceAll('_', '-') });
    expect(result.outcome).toBe('config');
  });
});

it('says how much was looked through', () => {
  reportProof({
    about: 'Secrets',
    claim: `Echoed in body, header, status text, redirect, compressed, in ${Object.keys(ECHOES).length} forms cut at every offset: found`,
    figure: `${found} in ${answers} answers with ${echoes.toLocaleString('en')} echoes`,
    goal: '0',
    isMet: found === 0,
  });
  expect(found).toBe(0);
});
