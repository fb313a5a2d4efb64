import {
  type ApiDocument,
  type BuildRequestArguments,
  buildRequest,
  type CallDocument,
  emptyApiDocument,
  emptyCallDocument,
  inputSchema,
  type NamedValue,
  type ParameterRow,
  parameterRowSchema,
  type Row,
  rowSchema,
} from '@jackfield/connector';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { reportProof, startTcpUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { shownHeaders } from './envelope-chunks.ts';
import { runRequest } from './run-request.ts';

/** Text that would begin a header, a body or a request of its own if it stood on the wire as it is. */
const INJECTIONS: readonly string[] = [
  'a\r\nx-injected: 1',
  'a\nx-injected: 1',
  'a\rx-injected: 1',
  'a\0\r\nx-injected: 1',
  'a\r\n\r\nGET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n',
  'a\n\nGET /smuggled HTTP/1.1\n\n',
  'a\r\n x-injected: 1',
  'a\r\n\tx-injected: 1',
  'a\r\ncontent-length: 0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n',
  'a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  // Their lower bytes are CR and LF.
  'a\u010d\u010ax-injected: 1',
  'a\u560d\u560ax-injected: 1',
  'a\ud83d\udd0ax-injected: 1',
  // What some take for the end of a line.
  'a\u2028x-injected: 1',
  'a\u2029x-injected: 1',
  'a\u0085x-injected: 1',
  'a\x0bx-injected: 1',
  'a\x0cx-injected: 1',
  'a\x1ex-injected: 1',
  'a\x7f\nx-injected: 1',
  'a\ud800\r\nx-injected: 1',
  'a%0d%0ax-injected: 1',
  'a\\r\\nx-injected: 1',
  '\r\nx-injected: 1',
  '\nx-injected: 1',
  'a\r\n',
  ' HTTP/1.1\r\nx-injected: 1',
  'a HTTP/1.1\nx-injected: 1\n\n',
  'a: b',
  'a?b#c /d//e\\f:@[g]',
];

/** Names that are none, or that would be another header's for somebody on the way. */
const NAMES: readonly string[] = [
  ...INJECTIONS,
  ' ',
  'x y',
  'x:',
  ':x',
  'x\t',
  'ü',
  'transfer-encoding\x0b',
  'content-length ',
  ' host',
  'transfer\u2010encoding',
  'content-length\u0000',
];

/** Headers of the connection, in the spellings with which they are smuggled past a check. */
const HOP_BY_HOP: readonly [name: string, value: string][] = [
  ['Connection', 'close'],
  ['connection', 'close, x-secret'],
  ['CONNECTION', 'keep-alive, authorization'],
  ['Keep-Alive', 'timeout=600'],
  ['Proxy-Connection', 'keep-alive'],
  ['TE', 'trailers'],
  ['Trailer', 'x-a'],
  ['Transfer-Encoding', 'chunked'],
  ['transfer-encoding', 'xchunked'],
  ['TRANSFER-ENCODING', 'identity, chunked'],
  ['Transfer-Encoding ', 'chunked'],
  ['Transfer-Encoding\t', 'chunked'],
  [' Transfer-Encoding', 'chunked'],
  ['Transfer-Encoding:', 'chunked'],
  ['Upgrade', 'h2c'],
  ['Content-Length', '0'],
  ['content-length', '99'],
  ['CONTENT-LENGTH', '+9'],
  ['Host', 'elsewhere.example'],
  ['hOST', 'elsewhere.example'],
  ['Expect', '100-continue'],
];

interface Attempt {
  api?: Partial<ApiDocument>;
  call?: Partial<CallDocument>;
  inputs?: Record<string, unknown>;
  values?: Record<string, NamedValue>;
  authSecrets?: Record<string, string>;
  idempotencyKey?: string;
}

function fixed(key: string, value: string, id = key): Row {
  return rowSchema.parse({ id: `r${id.length}`, key, kind: 'fixed', value });
}

function filled(key: string): Row {
  return rowSchema.parse({ id: 'row', key, kind: 'input', input: 'i' });
}

function parameter(row: Row, place: 'query' | 'body' = 'query'): ParameterRow {
  return parameterRowSchema.parse({ ...row, place });
}

const inputs = [inputSchema.parse({ name: 'i' })];
const variable = (value: string): Attempt['values'] => ({ v: { kind: 'variable', value } });
const secret = (value: string): Attempt['values'] => ({ v: { kind: 'secret', value } });
const post = { method: 'POST' };

/** Where a text of somebody else's can stand in a request. */
const PLACES: Record<string, (text: string) => Attempt> = {
  'a header by an input': (i) => ({ call: { headers: [filled('X-A')], inputs }, inputs: { i } }),
  'a header by a list': (i) => ({
    call: { headers: [filled('X-A')], inputs: [inputSchema.parse({ name: 'i', type: 'list' })] },
    inputs: { i: ['ok', i] },
  }),
  'a header by a fixed row': (text) => ({ call: { headers: [fixed('X-A', text.replaceAll('\\', '\\\\'))] } }),
  'a header by a variable': (text) => ({ call: { headers: [fixed('X-A', 'p {{v}} s')] }, values: variable(text) }),
  'a header by a secret': (text) => ({ call: { headers: [fixed('X-A', '{{v}}')] }, values: secret(text) }),
  'a shared header': (text) => ({ api: { headers: [fixed('X-A', '{{v}}')] }, values: variable(text) }),
  'one of two rows of a header': (text) => ({
    call: { headers: [fixed('X-A', 'ok'), fixed('x-a', '{{v}}', 'second')] },
    values: variable(text),
  }),
  'a cookie': (i) => ({
    call: { headers: [{ ...filled('Cookie'), template: 'a=<value>' } as Row], inputs },
    inputs: { i },
  }),
  'a bearer token': (text) => ({
    api: { auth: { kind: 'bearer', shared: {}, byEnvironment: {} } },
    authSecrets: { token: text },
  }),
  'a key in a header': (text) => ({
    api: { auth: { kind: 'key-in-header', shared: { name: 'X-Key' }, byEnvironment: {} } },
    authSecrets: { key: text },
  }),
  'the prefix of a key': (text) => ({
    api: { auth: { kind: 'key-in-header', shared: { name: 'X-Key', prefix: '{{v}}' }, byEnvironment: {} } },
    authSecrets: { key: 'the-key-itself' },
    values: variable(text),
  }),
  'a key in the URL': (text) => ({
    api: { auth: { kind: 'key-in-url', shared: { name: 'key' }, byEnvironment: {} } },
    authSecrets: { key: text },
  }),
  'a user of Basic': (text) => ({
    api: { auth: { kind: 'basic', shared: {}, byEnvironment: { e: { username: '{{v}}' } } } },
    authSecrets: { password: 'the-password' },
    values: variable(text),
  }),
  'a password of Basic': (text) => ({
    api: { auth: { kind: 'basic', shared: {}, byEnvironment: { e: { username: 'ann' } } } },
    authSecrets: { password: text },
  }),
  'a part of the path': (i) => ({ call: { url: '/a/[i]/b', inputs }, inputs: { i } }),
  'a path that keeps slashes': (i) => ({
    call: { url: '/a/[i]', inputs: [inputSchema.parse({ name: 'i', keepsSlashes: true })] },
    inputs: { i },
  }),
  'a path by a variable': (text) => ({ call: { url: '/a/{{v}}' }, values: variable(text) }),
  'the URL of the call': (text) => ({ call: { url: `/a/${text.replace(/[{}[\]\\]/g, '')}` } }),
  'a query in the URL': (i) => ({ call: { url: '/a?q=[i]', inputs }, inputs: { i } }),
  'a parameter': (i) => ({ call: { parameters: [parameter(filled('q'))], inputs }, inputs: { i } }),
  'the name of a parameter': (text) => ({ call: { parameters: [parameter(fixed(text, 'v', 'p'))] } }),
  'a field of a form': (i) => ({
    call: { ...post, body: { kind: 'form-urlencoded', rows: [filled('f')] }, inputs },
    inputs: { i },
  }),
  'the name of a field': (text) => ({
    call: { ...post, body: { kind: 'form-urlencoded', rows: [fixed(text, 'v', 'f')] } },
  }),
  'a JSON body': (i) => ({ call: { ...post, body: { kind: 'json', template: '{"a":"<i>"}' }, inputs }, inputs: { i } }),
  'a raw body': (i) => ({
    call: {
      ...post,
      body: { kind: 'raw', contentType: 'text/plain', template: '_*_i_*_', escapes: {}, readsAngleBrackets: false },
      inputs,
    },
    inputs: { i },
  }),
  'the content type of a raw body': (text) => ({
    call: {
      ...post,
      body: { kind: 'raw', contentType: `text/plain${text}`, template: 'x', escapes: {}, readsAngleBrackets: false },
    },
  }),
  'an idempotency key': (text) => ({ call: { ...post, idempotencyHeader: 'Idempotency-Key' }, idempotencyKey: text }),
  'the method': (text) => ({ call: { method: text } }),
};

/** Where a text can stand for the name of a header. */
const NAME_PLACES: Record<string, (name: string, value: string) => Attempt> = {
  'a row of the call': (name, value) => ({ call: { headers: [fixed(name, value, 'n')] } }),
  'a row with an input': (name, i) => ({ call: { ...post, headers: [filled(name)], inputs }, inputs: { i } }),
  'a shared row': (name, value) => ({ api: { headers: [fixed(name, value, 'n')] } }),
  'one of two rows': (name, value) => ({ call: { headers: [fixed(name, value, 'n'), fixed(name, value, 'nn')] } }),
  'the name of a key': (name, key) => ({
    api: { auth: { kind: 'key-in-header', shared: { name }, byEnvironment: {} } },
    authSecrets: { key },
  }),
  'the name of an idempotency key': (name, value) => ({
    call: { ...post, idempotencyHeader: name },
    idempotencyKey: value,
  }),
};

let upstream: Upstream;
let egress: Egress;
let wire = '';
let answer = '';
const GOOD = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}';

beforeAll(async () => {
  upstream = await startTcpUpstream((socket) => {
    socket.on('data', (chunk: Buffer) => {
      wire += chunk.toString('latin1');
      if (isWhole(wire)) socket.write(answer);
    });
  });
  const parsed = parseEgressAllow(upstream.allowEntry);
  egress = createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
});
beforeEach(() => {
  answer = GOOD;
});
afterAll(async () => {
  await egress.close();
  await upstream.close();
});

function bodyStart(text: string): number {
  const end = text.indexOf('\r\n\r\n');
  return end < 0 ? Number.POSITIVE_INFINITY : end + 4;
}

function lengthOf(text: string): number {
  return Number(/\r\ncontent-length: (\d+)\r\n/i.exec(text.slice(0, bodyStart(text)))?.[1] ?? 0);
}

function isWhole(text: string): boolean {
  return text.length >= bodyStart(text) + lengthOf(text);
}

function argumentsOf({ api, call, inputs, values, authSecrets, idempotencyKey }: Attempt): BuildRequestArguments {
  return {
    api: { ...emptyApiDocument(), baseUrls: { e: upstream.origin }, ...api },
    call: { ...emptyCallDocument(), url: '/a', ...call },
    environmentId: 'e',
    inputs: inputs ?? {},
    values: new Map(Object.entries(values ?? {})),
    authSecrets: new Map(Object.entries(authSecrets ?? {})),
    mode: 'send',
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
}

/** What stood on the wire for an attempt; empty where nothing was sent. */
async function wireOf(attempt: Attempt): Promise<string> {
  wire = '';
  const built = buildRequest(argumentsOf(attempt));
  if (!built.ok) {
    expect(built.issues.every(({ message }) => message.length > 10)).toBe(true);
    return '';
  }
  const result = await runRequest(built.request, { egress, responseType: 'json', tries: 1, body: 'check' });
  await upstream.allClosed();
  if (wire === '') expect(result).toMatchObject({ outcome: 'protocol', error: { phase: 'prepare' } });
  return wire;
}

/** A line of the head, as a reader sees it that takes CR, LF or both for the end of one. */
function looseLines(text: string): string[] {
  return text.slice(0, bodyStart(text) - 4).split(/\r\n|\r|\n/);
}

function namesOf(text: string): string[] {
  return looseLines(text)
    .slice(1)
    .map((line) => line.split(':', 1)[0]?.toLowerCase() ?? '')
    .sort();
}

/** Why this is not one request with just these headers; null where it is, or where nothing was sent. */
function problemOf(text: string, names: readonly string[] | null): string | null {
  if (text === '') return null;
  const [requestLine = '', ...lines] = looseLines(text);
  if (!/^[A-Z]+ \/[\x21-\x7e]* HTTP\/1\.1$/.test(requestLine)) return `request line: ${requestLine}`;
  const wrong = lines.find((line) => !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\t\x20-\x7e\x80-\xff]*$/.test(line));
  if (wrong !== undefined) return `line: ${wrong}`;
  if (names !== null && namesOf(text).join() !== names.join()) return `headers: ${namesOf(text)}`;
  if (text.length !== bodyStart(text) + lengthOf(text)) return 'more than one request';
  return null;
}

it('no text adds a header, a body or a request, wherever it stands', async () => {
  const passed: string[] = [];
  let sent = 0;
  let tried = 0;
  for (const [place, attempt] of Object.entries(PLACES)) {
    const isMethod = place === 'the method';
    const harmless = await wireOf(attempt(isMethod ? 'GET' : 'abcdefgh'));
    expect(problemOf(harmless, null), place).toBeNull();
    expect(harmless, place).not.toBe('');
    for (const injection of INJECTIONS) {
      tried += 1;
      const text = await wireOf(attempt(injection));
      if (text !== '') sent += 1;
      const problem = problemOf(text, namesOf(harmless));
      if (problem !== null) passed.push(`${place}, ${JSON.stringify(injection)}: ${problem}`);
    }
  }
  for (const [place, attempt] of Object.entries(NAME_PLACES)) {
    const harmless = namesOf(await wireOf(attempt('x-name', 'abcdefgh')));
    expect(harmless, place).toContain('x-name');
    for (const name of NAMES) {
      tried += 1;
      const text = await wireOf(attempt(name, 'abcdefgh'));
      // White space around a name that is typed is left away, and a blank one is none.
      const names = harmless.flatMap((each) => (each === 'x-name' ? name.trim() || [] : each));
      const problem = problemOf(text, names.sort());
      if (problem !== null) passed.push(`${place}, ${JSON.stringify(name)} as a name: ${problem}`);
    }
  }
  expect(passed).toEqual([]);
  expect(sent).toBeGreaterThan(100);
  reportProof({
    about: 'Bad servers',
    claim: `Header injections (${INJECTIONS.length} texts in ${Object.keys(PLACES).length} places, ${NAMES.length} names in ${Object.keys(NAME_PLACES).length}) that passed, on the wire`,
    figure: `${passed.length} of ${tried}`,
    goal: '0 of 20',
    isMet: passed.length === 0,
  });
});

it('no header of the connection can be set, however it is spelled', async () => {
  const passed: string[] = [];
  let tried = 0;
  for (const [place, attempt] of Object.entries(NAME_PLACES)) {
    for (const [name, value] of HOP_BY_HOP) {
      tried += 1;
      const text = await wireOf(attempt(name, value));
      if (text !== '') passed.push(`${place}: ${name}`);
    }
  }
  expect(passed).toEqual([]);
  reportProof({
    about: 'Bad servers',
    claim: `Hop-by-hop and smuggling forms (${HOP_BY_HOP.length} headers in ${Object.keys(NAME_PLACES).length} places) that passed`,
    figure: `${passed.length} of ${tried}`,
    goal: '0 of 15',
    isMet: passed.length === 0,
  });
});

it.each(['//elsewhere.example/x', '/http://elsewhere.example/x', '/\\elsewhere.example', '/a/[i]'])(
  'a request target is always a path of the origin: %s',
  async (url) => {
    const text = await wireOf({
      call: { url, inputs: url.includes('[i]') ? inputs : [] },
      inputs: url.includes('[i]') ? { i: 'http://elsewhere.example/' } : {},
    });
    expect(problemOf(text, null)).toBeNull();
    if (text !== '') expect(text.toLowerCase()).toContain(`\r\nhost: 127.0.0.1:${upstream.port}\r\n`);
  },
);

it('what the upstream sends for the connection, and its cookies, are shown to no caller', async () => {
  const hidden = [
    'connection: close, X-Hop',
    'x-hop: 1',
    'keep-alive: timeout=5',
    'proxy-authenticate: Basic',
    'proxy-authentication-info: x',
    'proxy-connection: keep-alive',
    'te: trailers',
    'trailer: x-last',
    'transfer-encoding: chunked',
    'set-cookie: a=1',
    'Set-Cookie: b=2; HttpOnly',
    'set-cookie2: c=3',
  ];
  answer = `HTTP/1.1 200 OK\r\n${hidden.join('\r\n')}\r\nx-shown: 1\r\n\r\n2\r\n{}\r\n0\r\nx-last: 1\r\nset-cookie: d=4\r\n\r\n`;
  const built = buildRequest(argumentsOf({}));
  if (!built.ok) throw new Error(JSON.stringify(built.issues));
  const result = await runRequest(built.request, { egress, responseType: 'json', tries: 1, body: 'check' });
  expect(result.outcome).toBe('response');
  expect(shownHeaders(result.head?.headers ?? [], 'all')).toEqual({ 'x-shown': '1' });
});
