import { reportProof, rounds, startUpstreamBesideTripwire, type Tripwire, type Upstream } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createEgress, type Egress, parseEgressAllow, type Resolve } from './index.ts';

const CALLS = rounds({ short: 100, whole: 1_000 });
const limits = { connectMs: 5_000, firstByteMs: 5_000, betweenBytesMs: 5_000 };

/** Stands for the public address: it is allowed, and answers. */
let upstream: Upstream;
/** At the same port of the rest of loopback: the private address that an answer may name. */
let tripwire: Tripwire;
let egress: Egress;
let lookups = 0;

beforeAll(async () => {
  ({ upstream, tripwire } = await startUpstreamBesideTripwire());
});
afterEach(() => egress.close());
afterAll(async () => {
  await upstream.close();
  await tripwire.close();
});

function open(answers: (lookup: number) => string[]): void {
  const parsed = parseEgressAllow(`[::1]:${upstream.port}`);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  lookups = 0;
  const resolve: Resolve = async () => {
    lookups += 1;
    return answers(lookups);
  };
  egress = createEgress({ allow: parsed.rules, ownPorts: () => [], onBlocked: () => {}, resolve });
}

/** How a call ended: its status, or the code of its error. Each name is called once, so nothing is reused. */
async function call(host: string): Promise<unknown> {
  const url = `http://${host}:${upstream.port}/echo`;
  try {
    const response = await egress.request({ method: 'GET', url, headers: [], body: null, limits });
    for await (const _ of response.body);
    return response.status;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

async function count(host: (index: number) => string): Promise<Map<unknown, number>> {
  const ends = new Map<unknown, number>();
  for (let index = 0; index < CALLS; index += 1) {
    const end = await call(host(index));
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  return ends;
}

it('a name that turns private between two lookups is asked once a connection, and never connected to', async () => {
  open((lookup) => (lookup % 2 === 0 ? ['127.0.0.1'] : ['::1']));
  const ends = await count((index) => `rebind-${index}.example`);
  // What was checked is what is connected to: half go to the public address, half are refused.
  expect(ends).toEqual(
    new Map<unknown, number>([
      [200, CALLS / 2],
      ['blocked', CALLS / 2],
    ]),
  );
  expect(lookups).toBe(CALLS);
  report('answers alternate between public and private');
});

it('an answer that mixes public and private is refused as a whole, whichever stands first', async () => {
  open((lookup) => (lookup % 2 === 0 ? ['127.0.0.1', '::1'] : ['::1', '127.0.0.1']));
  expect(await count((index) => `mixed-${index}.example`)).toEqual(new Map([['blocked', CALLS]]));
  report('answers hold a public and a private address');
});

it('a connection that is kept serves its own name only while that was public', async () => {
  open((lookup) => (lookup === 1 ? ['::1'] : ['127.0.0.1']));
  const ends = await count((index) => (index % 2 === 0 ? 'kept.example' : `other-${index}.example`));
  expect(ends.get('blocked')).toBeGreaterThanOrEqual(CALLS / 2);
  expect(Number(ends.get(200)) + Number(ends.get('blocked'))).toBe(CALLS);
  report('a kept connection beside names that turned private');
});

function report(claim: string): void {
  const connections = tripwire.connectionCount();
  expect(connections).toBe(0);
  reportProof({
    about: 'Egress',
    claim: `Calls while ${claim}`,
    figure: `${connections} private connections in ${CALLS.toLocaleString('en')} calls`,
    goal: '0',
    isMet: connections === 0,
  });
}
