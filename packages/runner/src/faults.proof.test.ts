import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import {
  FAULTS,
  type FaultName,
  type FaultProxy,
  reportProof,
  startBlackHole,
  startFaultProxy,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunLimits } from './run-limits.ts';
import { runRequest } from './run-request.ts';
import type { RunOptions, RunResult } from './types.ts';

/** How a run against a fault ends. */
interface Ending {
  /** Where several stand here or in the phases, the client may see either first. */
  outcomes: readonly string[];
  phases: readonly string[];
  /** The limit in time that ends it; none: it ends by itself. */
  limit?: 'connectMs' | 'firstByteMs' | 'betweenBytesMs' | 'wholeRunMs';
  /** Its answer came whole, so that the connection may be used again. */
  keepsConnection?: boolean;
  /** Where a body that is checked ends in another way than one that is passed on. */
  whenChecked?: Ending;
}

function ends(outcomes: string, phases: string, more: Partial<Ending> = {}): Ending {
  return { outcomes: outcomes.split('|'), phases: phases === '' ? [] : phases.split('|'), ...more };
}

const kept = { keepsConnection: true };
const decode = ends('decode', 'body');

/** Every fault once, by its ending. */
const ENDINGS: [Ending, FaultName[]][] = [
  [
    ends('response', '', kept),
    ['latency', 'latency-in-body', 'http-1.0', 'says-close-and-stays', 'says-stay-and-closes', 'second-response'],
  ],
  [ends('response', '', kept), ['second-response-later', 'no-content-with-body', 'not-modified-with-body']],
  [ends('response', '', { ...kept, whenChecked: decode }), ['length-too-short', 'gzip-of-nothing']],
  [
    ends('timeout', 'first_byte', { limit: 'firstByteMs' }),
    [
      'stall-on-accept',
      'deaf-on-accept',
      'stall-before-status-line',
      'stall-in-status-line',
      'stall-in-headers',
      'drip-headers',
      'endless-empty-lines',
      'endless-status-text',
      'endless-processing',
      'tls-stall-in-headers',
    ],
  ],
  [
    ends('timeout', 'body', { limit: 'betweenBytesMs' }),
    [
      'stall-before-body',
      'stall-in-body',
      'stall-in-chunked-body',
      'stall-in-trailers',
      'endless-chunk-extension',
      'endless-chunk-size',
      'gzip-stalled',
    ],
  ],
  [ends('timeout', 'whole_run', { limit: 'wholeRunMs' }), ['drip-body', 'drip-chunked-body', 'gzip-dripped']],
  [ends('timeout', 'tls', { limit: 'connectMs' }), ['tls-stall']],
  // Before the request was sent, or just after.
  [ends('connect|connection_lost', 'connect|first_byte'), ['reset-on-accept']],
  [
    ends('connection_lost', 'first_byte'),
    [
      'finish-on-accept',
      'reset-in-request',
      'finish-in-request',
      'reset-before-status-line',
      'reset-in-status-line',
      'reset-in-headers',
      'finish-before-status-line',
      'finish-in-status-line',
      'finish-in-headers',
    ],
  ],
  [
    ends('connection_lost', 'body'),
    [
      'finish-before-body',
      'finish-in-body',
      'finish-in-chunked-body',
      'length-too-long',
      'length-too-long-closing',
      'chunk-last-missing',
      'tls-finish-in-body',
    ],
  ],
  // A reset throws away what had come and was not read yet, the head too.
  [
    ends('connection_lost', 'body|first_byte'),
    ['reset-before-body', 'reset-in-body', 'reset-in-chunked-body', 'reset-in-trailers', 'gzip-reset'],
  ],
  [ends('connection_lost', 'body|first_byte'), ['tls-reset-in-body']],
  [ends('connection_lost', 'tls'), ['tls-reset', 'tls-finish']],
  [ends('too_large', 'first_byte'), ['endless-headers', 'endless-header', 'endless-header-name']],
  [
    ends('too_large', 'body'),
    ['endless-body', 'endless-chunks', 'endless-chunk', 'endless-length', 'endless-trailers'],
  ],
  [
    ends('too_large', 'body', kept),
    ['gzip-bomb', 'gzip-json-bomb', 'deflate-bomb', 'brotli-bomb', 'gzip-gzip-bomb', 'brotli-gzip-bomb'],
  ],
  [
    ends('protocol', 'first_byte'),
    [
      'banner-on-accept',
      'endless-early-hints',
      'length-negative',
      'length-plus',
      'length-hex',
      'length-decimal',
      'length-blank',
      'length-word',
      'length-huge',
      'length-list-same',
      'length-list-other',
      'length-twice-same',
      'length-twice-other',
      'length-and-chunked',
      'chunked-and-length',
      'encoding-unknown',
      'encoding-twice',
      'encoding-not-last',
      'encoding-space',
      'encoding-and-length',
      'http-0.9',
      'http-2',
      'http-9.9',
      'tls-alert',
      'garbage',
      'not-http',
      'status-none',
      'status-two-digits',
      'status-four-digits',
      'status-100',
      'status-101',
      'header-nul',
      'header-cr',
      'header-no-colon',
      'header-space',
      'header-no-name',
      'header-folded',
      'bare-lf',
    ],
  ],
  [
    ends('protocol', 'body'),
    [
      'chunk-negative',
      'chunk-no-hex',
      'chunk-overflow',
      'chunk-prefixed',
      'chunk-space',
      'chunk-too-long',
      'chunk-no-end',
      'chunk-bare-lf',
    ],
  ],
  [
    ends('protocol', 'body', kept),
    [
      'chain-3',
      'chain-5',
      'chain-20',
      'chain-20-bomb',
      'gzip-truncated',
      'deflate-truncated',
      'brotli-truncated',
      'gzip-not',
      'brotli-not',
    ],
  ],
  [ends('decode', 'body', kept), ['zstd-bomb', 'zstd', 'encoding-unheard-of']],
  [
    ends('tls', 'tls'),
    [
      'tls-self-signed',
      'tls-wrong-name',
      'tls-expired',
      'tls-1.0',
      'tls-1.1',
      'tls-none',
      'tls-garbage',
      'tls-refused',
    ],
  ],
];

/** Where one thing to try is plain, a word of it. */
const HINTS: Partial<Record<FaultName, string>> = {
  'tls-self-signed': 'self-signed',
  'tls-expired': 'expired',
  'tls-wrong-name': 'another host',
  'tls-none': 'http://',
  'tls-1.0': 'TLS 1.2',
  'tls-1.1': 'TLS 1.2',
  'tls-refused': 'client certificate',
  'endless-headers': 'cookies',
  'endless-body': 'paging',
  zstd: 'Accept-Encoding',
};

const SHORT_MS = 200;
const LONG_MS = 30_000;
const SLACK_MS = 1_000;
const TRIES = 2;
const AT_ONCE = 12;
const CLOSED_AFTER_MS_MAX = 5_000;
const BODY = JSON.stringify(Array.from({ length: 60 }, (_, index) => ({ index, text: Math.sin(index).toString(36) })));
/** More than the buffers of a connection hold, for the server that reads nothing. */
const LARGE = Buffer.alloc(20_000_000, ' ');
const SMALL = Buffer.from('{"pay":1}');
const PATH = `/body?base64=${encodeURIComponent(Buffer.from(BODY).toString('base64'))}`;

interface Combination {
  name: FaultName;
  method: 'GET' | 'POST';
  body: RunOptions['body'];
}

interface Ended extends Combination {
  result: RunResult;
  proxy: FaultProxy;
  ending: Ending;
  limitMs: number;
  /** Connections that the run left open, but for one that can be used again. */
  leftOpen: number;
}

let upstream: Upstream;
const egresses: Egress[] = [];
const proxies: FaultProxy[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
  // Making a bomb holds the event loop, and would be taken for a run that is late.
  for (const { answer } of Object.values(FAULTS)) answer?.body?.();
});
afterAll(async () => {
  await Promise.all(egresses.map((egress) => egress.close()));
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await upstream.close();
});

function open(trustedCertificates: readonly string[] = []): Egress {
  const parsed = parseEgressAllow('127.0.0.1');
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const egress = createEgress({ allow: parsed.rules, ownPorts: () => [], onBlocked: () => {}, trustedCertificates });
  egresses.push(egress);
  return egress;
}

const byCertificate = new Map<string, Egress>();

function trusting(certPem: string): Egress {
  const egress = byCertificate.get(certPem) ?? open([certPem]);
  byCertificate.set(certPem, egress);
  return egress;
}

function send(
  egress: Egress,
  origin: string,
  { method, body, sent = SMALL }: Pick<Combination, 'method' | 'body'> & { sent?: Buffer },
  limits: Partial<RunLimits> = {},
) {
  const request = {
    method,
    url: origin + PATH,
    origin,
    headers: [],
    credentialHeaders: [],
    body: method === 'POST' ? sent : null,
    usedSecrets: [],
    isRepeatable: method === 'GET',
  };
  return runRequest(request, { egress, responseType: 'json', tries: TRIES, body, limits });
}

function limitsOf(ending: Ending): Partial<RunLimits> {
  const of = (name: Ending['limit']): number => (ending.limit === name ? SHORT_MS : LONG_MS);
  return {
    connectMs: of('connectMs'),
    firstByteMs: of('firstByteMs'),
    firstByteUnrepeatableMs: of('firstByteMs'),
    betweenBytesMs: of('betweenBytesMs'),
    wholeRunMs: of('wholeRunMs'),
    responseBytesMax: 1_000_000,
    retryBaseMs: 1,
  };
}

function endingOf(name: FaultName): Ending {
  const found = ENDINGS.filter(([, names]) => names.includes(name));
  expect(found, `endings of ${name}`).toHaveLength(1);
  return found[0]?.[0] ?? ends('response', '');
}

async function meet(shared: Egress, combination: Combination): Promise<Ended> {
  const { name } = combination;
  const fault = FAULTS[name];
  const proxy = await startFaultProxy(upstream.origin, fault);
  proxies.push(proxy);
  const ending = endingOf(name);
  const egress = fault.tls?.isTrusted ? trusting(proxy.certPem) : shared;
  const sent = name === 'deaf-on-accept' ? LARGE : SMALL;
  const result = await send(egress, proxy.origin, { ...combination, sent }, limitsOf(ending));
  const leftOpen = ending.keepsConnection ? 0 : await openAfter(proxy);
  return { ...combination, result, proxy, ending, limitMs: ending.limit === undefined ? LONG_MS : SHORT_MS, leftOpen };
}

async function openAfter(proxy: FaultProxy): Promise<number> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CLOSED_AFTER_MS_MAX);
  });
  await Promise.race([proxy.allClosed(), patience]);
  clearTimeout(timer);
  return proxy.openConnectionCount();
}

/** Runs all, a few at a time, while `beside` runs again and again. */
async function meetAll(combinations: Combination[], beside: () => Promise<void>): Promise<Ended[]> {
  const shared = open();
  const queue = [...combinations];
  const ended: Ended[] = [];
  let isOver = false;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) ended.push(await meet(shared, next));
  };
  const good = async (): Promise<void> => {
    while (!isOver) await beside();
  };
  const going = good();
  await Promise.all(Array.from({ length: AT_ONCE }, worker)).finally(() => {
    isOver = true;
  });
  await going;
  return ended;
}

function nameOf({ name, method, body }: Combination): string {
  return `${name} ${method} ${body}`;
}

/** How much later than its limit a run ended. Each limit counts from where its phase begins. */
function overrunMs({ result, ending, limitMs }: Ended): number {
  const { connectMs, tlsMs, firstByteMs, totalMs } = result.timing;
  const isConnected = ending.limit === 'firstByteMs' || ending.limit === 'betweenBytesMs';
  const beforeMs = isConnected ? (connectMs ?? 0) + (tlsMs ?? 0) : 0;
  const headMs = ending.limit === 'betweenBytesMs' ? (firstByteMs ?? 0) : 0;
  return totalMs - beforeMs - headMs - result.attempts * limitMs;
}

function isAsExpected({ body, result, ending }: Ended): boolean {
  const phase = result.error?.phase ?? '';
  const { outcomes, phases } = (body === 'check' && ending.whenChecked) || ending;
  return outcomes.includes(result.outcome) && (phases.length === 0 ? result.error === null : phases.includes(phase));
}

function isToldInWords({ name, result }: Ended): boolean {
  const { error } = result;
  if (error === null) return true;
  const isWhole = [error.message, error.detail, error.hint].every((text) => text.length > 10);
  return isWhole && error.hint.includes(HINTS[name] ?? '');
}

describe('a server that does wrong', () => {
  const combinations = (Object.keys(FAULTS) as FaultName[]).flatMap((name) =>
    (['GET', 'POST'] as const).flatMap((method) =>
      (['check', 'pass'] as const).map((body): Combination => ({ name, method, body })),
    ),
  );

  it('ends a run inside its limit, in its own way, sends no POST twice, and leaves others alone', async () => {
    const good = open();
    let goodRuns = 0;
    const failedGoodRuns: RunResult[] = [];
    const loop = monitorEventLoopDelay({ resolution: 10 });
    loop.enable();
    const ended = await meetAll(combinations, async () => {
      const result = await send(good, upstream.origin, { method: 'GET', body: 'check' });
      goodRuns += 1;
      if (result.outcome !== 'response' || Buffer.from(result.body).toString() !== BODY) failedGoodRuns.push(result);
    });
    loop.disable();
    const heldMs = loop.max / 1e6;

    const wrong = ended.filter((each) => !isAsExpected(each));
    expect(wrong.map((each) => [nameOf(each), each.result.outcome, each.result.error])).toEqual([]);
    // A timer cannot be earlier than its event loop, which the servers of this test keep busy too.
    const late = ended.filter((each) => overrunMs(each) > SLACK_MS + heldMs);
    expect(late.map(nameOf)).toEqual([]);
    expect(ended.filter((each) => !isToldInWords(each)).map(nameOf)).toEqual([]);
    const posts = ended.filter(({ method }) => method === 'POST');
    const twice = posts.filter(
      ({ proxy, result }) => proxy.requests.length > 1 || proxy.connectionCount() !== 1 || result.attempts !== 1,
    );
    expect(twice.map(nameOf)).toEqual([]);
    const unasked = ended.filter(({ proxy, result }) => proxy.connectionCount() !== result.attempts);
    expect(unasked.map(nameOf)).toEqual([]);
    expect(ended.filter(({ leftOpen }) => leftOpen > 0).map(nameOf)).toEqual([]);
    expect(failedGoodRuns).toEqual([]);
    expect(goodRuns).toBeGreaterThan(combinations.length / AT_ONCE);

    const slowest = Math.max(...ended.filter(({ ending }) => ending.limit).map(overrunMs));
    const total = ended.length;
    const inTime = ended.filter((each) => overrunMs(each) <= SLACK_MS).length;
    const about = 'Bad servers';
    reportProof({
      about,
      claim: `${Object.keys(FAULTS).length} faults × GET and POST × body checked and passed on: ended inside the limit + 1 s`,
      figure: `${inTime} of ${total}, at most ${Math.ceil(slowest)} ms after it`,
      goal: `${total} of ${total}`,
      isMet: inTime === total,
    });
    reportProof({
      about,
      claim: 'Each of them told with its own kind and phase',
      figure: `${total - wrong.length} of ${total}`,
      goal: `${total} of ${total}`,
      isMet: wrong.length === 0,
    });
    reportProof({
      about,
      claim: 'A POST met by a fault arrived a second time, or opened a second connection',
      figure: `${twice.length} of ${posts.length}`,
      goal: '0',
      isMet: twice.length === 0,
    });
    reportProof({
      about,
      claim: 'Good runs beside them that failed',
      figure: `${failedGoodRuns.length} of ${goodRuns}`,
      goal: '0',
      isMet: failedGoodRuns.length === 0,
    });
  });

  it('cannot have its second answer taken for that of the next request', async () => {
    const proxy = await startFaultProxy(upstream.origin, FAULTS['second-response']);
    proxies.push(proxy);
    const egress = open();
    for (let count = 0; count < 20; count += 1) {
      const result = await send(egress, proxy.origin, { method: 'GET', body: 'check' });
      expect(Buffer.from(result.body).toString()).toBe(BODY);
      expect(result.head?.headers.map(([name]) => name)).not.toContain('x-smuggled');
    }
  });

  it('that neither accepts nor refuses ends a run by the time to connect, for a POST after one try', async () => {
    const hole = await startBlackHole();
    const limits = { connectMs: SHORT_MS, retryBaseMs: 1 };
    for (const method of ['GET', 'POST'] as const) {
      const result = await send(open(), hole.origin, { method, body: 'check' }, limits);
      const attempts = method === 'GET' ? TRIES : 1;
      expect(result).toMatchObject({ outcome: 'timeout', attempts, error: { phase: 'connect' } });
      expect(result.timing.totalMs).toBeLessThan(attempts * SHORT_MS + SLACK_MS);
    }
    await hole.close();
  });

  it('is left with no open connection', async () => {
    await Promise.all(egresses.splice(0).map((egress) => egress.close()));
    await Promise.all(proxies.map((proxy) => proxy.allClosed()));
    expect(proxies.filter((proxy) => proxy.openConnectionCount() > 0)).toEqual([]);
  });
});
