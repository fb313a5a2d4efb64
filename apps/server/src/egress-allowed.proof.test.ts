import { isIP } from 'node:net';
import {
  PUBLIC_TARGETS,
  reportProof,
  rounds,
  startUpstreamBesideTripwire,
  type Tripwire,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CallOnTheMove, DOORS } from './testing/reach-targets.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

const CALLS = rounds({ short: 100, whole: 1_000 });
/** Its connection is not kept, so the next call looks the name up anew. */
const CLOSING = '/status/200?h:connection=close&body={}';

/** Stands for the public Internet: its address is allowed. */
let upstream: Upstream;
/** At the same port of the rest of loopback. */
let tripwire: Tripwire;
let server: TestServer;
let owner: Owner;
let lookupCount = 0;
let answerOf: (hostname: string) => string[];
const rules: string[] = [];

beforeAll(async () => {
  ({ upstream, tripwire } = await startUpstreamBesideTripwire());
  server = await startTestServer(
    { JACKFIELD_EGRESS_ALLOW: upstream.allowEntry, JACKFIELD_LOG_LEVEL: 'warn' },
    {
      resolve: async (hostname) => {
        lookupCount += 1;
        return answerOf(hostname);
      },
      log: { write: keepRule },
    },
  );
  owner = await signUpOwner(server);
});
beforeEach(() => {
  lookupCount = 0;
  rules.length = 0;
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
  await tripwire.close();
});

function keepRule(line: string): void {
  const { blocked } = JSON.parse(line);
  if (blocked !== undefined) rules.push(blocked.rule);
}

/** How often each outcome was, of calls by every door in turn. */
async function count(call: CallOnTheMove, times: number): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  for (let index = 0; index < times; index += 1) {
    const { outcome } = await call.go(DOORS[index % DOORS.length] ?? 'initialization');
    ends[outcome] = (ends[outcome] ?? 0) + 1;
  }
  return ends;
}

it.each([
  ['of the call itself', (port: number) => `http://rebind.example:${port}${CLOSING}`],
  [
    'a redirect leads to',
    (port: number) => `/redirect-to?url=${encodeURIComponent(`http://rebind.example:${port}${CLOSING}`)}`,
  ],
])('a name %s that is public and private in turn never gets a private connection', async (what, urlAt) => {
  const call = await CallOnTheMove.make(server, owner, upstream.origin);
  await call.setUrl(urlAt(upstream.port));
  answerOf = () => (lookupCount % 2 === 0 ? ['127.0.0.1'] : ['::1']);
  expect(await count(call, CALLS)).toEqual({ response: CALLS / 2, blocked: CALLS / 2 });
  // One lookup a call: the answer that was checked is the one that is connected to.
  expect(lookupCount).toBe(CALLS);
  expect(new Set(rules)).toEqual(new Set(['loopback']));
  answerOf = () => (lookupCount % 2 === 0 ? ['127.0.0.1', '::1'] : ['::1', '127.0.0.1']);
  expect(await count(call, CALLS / 10)).toEqual({ blocked: CALLS / 10 });
  const connections = tripwire.connectionCount();
  expect(connections).toBe(0);
  reportProof({
    about: 'Egress',
    claim: `Runs and initializations while the name ${what} is answered public and private in turn, or both at once`,
    figure: `${connections} private connections in ${(CALLS + CALLS / 10).toLocaleString('en')} calls`,
    goal: '0',
    isMet: connections === 0,
  });
});

it('the allow list opens exactly what it names, however that is spelled, and nothing beside it', async () => {
  const call = await CallOnTheMove.make(server, owner, upstream.origin);
  await call.setBaseUrl('');
  answerOf = (hostname) => [hostname.startsWith('six') || hostname === 'localhost' ? '::1' : '127.0.0.1'];
  const { port } = upstream;
  const seen: Record<string, string> = {};
  const expected: Record<string, string> = {
    // The same address in other digits, and a name that stands for it.
    [`http://[::1]:${port}/echo`]: 'response',
    [`http://[0:0:0:0:0:0:0:1]:${port}/echo`]: 'response',
    [`http://[::0.0.0.1]:${port}/echo`]: 'response',
    [`http://six.example:${port}/echo`]: 'response',
    // Another port, another name for the machine, another address of it, another form of the address.
    [`http://[::1]:${port + 1}/echo`]: 'blocked loopback',
    'http://[::1]/echo': 'blocked loopback',
    [`https://[::1]:${port - 1}/echo`]: 'blocked loopback',
    [`http://localhost:${port}/echo`]: 'blocked loopback',
    [`http://app.localhost:${port}/echo`]: 'blocked loopback',
    [`http://127.0.0.1:${port}/echo`]: 'blocked loopback',
    [`http://2130706433:${port}/echo`]: 'blocked loopback',
    [`http://four.example:${port}/echo`]: 'blocked loopback',
    [`http://[::]:${port}/echo`]: 'blocked unspecified',
    [`http://[::ffff:127.0.0.1]:${port}/echo`]: 'blocked ipv4-mapped',
    [`http://0.0.0.0:${port}/echo`]: 'blocked this-network',
  };
  for (const url of Object.keys(expected)) {
    await call.setUrl(url);
    const ends = new Set<string>();
    for (const door of DOORS) {
      rules.length = 0;
      const { outcome } = await call.go(door);
      ends.add([outcome, ...rules].join(' '));
    }
    seen[url] = [...ends].join();
  }
  expect(seen).toEqual(expected);
  expect(tripwire.connectionCount()).toBe(0);
  reportProof({
    about: 'Egress',
    claim:
      'An allowed address and port: that works; the next port, other names and other addresses of the machine do not',
    figure: `${Object.keys(expected).length} of ${Object.keys(expected).length} spellings as the decision says, ${tripwire.connectionCount()} connections beside it`,
    goal: 'exactly what is named',
    isMet: tripwire.connectionCount() === 0,
  });
});

it('a public name is refused by nobody: without an answer it ends as unknown, never as blocked', async () => {
  // Addresses would be connected to; that none of those is refused is tested before that, in the guard itself.
  const urls = PUBLIC_TARGETS.filter((url) => isIP(new URL(url).hostname.replaceAll(/[[\]]/g, '')) === 0);
  const call = await CallOnTheMove.make(server, owner, upstream.origin);
  await call.setBaseUrl('');
  answerOf = () => [];
  const seen: [string, string][] = [];
  for (const [index, url] of urls.entries()) {
    await call.setUrl(url);
    const { outcome } = await call.go(DOORS[index % DOORS.length] ?? 'initialization');
    seen.push([url, outcome]);
  }
  expect(seen).toEqual(urls.map((url) => [url, 'dns']));
  expect(rules).toEqual([]);
  expect(PUBLIC_TARGETS.length).toBeGreaterThanOrEqual(40);
  reportProof({
    about: 'Egress',
    claim: 'Public spellings, near neighbours of forbidden ones',
    figure: `${rules.length} of ${PUBLIC_TARGETS.length} refused; ${urls.length} names of them through the product, all by the guard`,
    goal: '0 of at least 40',
    isMet: rules.length === 0 && PUBLIC_TARGETS.length >= 40,
  });
});
