import { type Input, inputSchema } from '@jackfield/connector';
import { initializeCall } from '@jackfield/contracts';
import { reportProof, rounds } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runPath } from './testing/make-call.ts';
import { type OtherThread, startOtherThread, type Told } from './testing/other-thread.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';
import { watchTurns } from './testing/watch-turns.ts';

const MEGABYTE = 1024 * 1024;
const GOAL_MS = 200;
/** The best of these counts: what else the machine does only ever adds. */
const TIMES = rounds({ short: 1, whole: 3 });
const SHARE = rounds({ short: 10, whole: 1 });

let other: OtherThread;
let server: TestServer;
let owner: Owner;
let token: string;
let made: MadeCall;
/** The same, never saved. */
let fresh: MadeCall;
beforeAll(async () => {
  other = await startOtherThread();
  const address = `127.0.0.1:${other.port}`;
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: address });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
  const o: Input = { ...inputSchema.parse({ name: 'o', type: 'object', isRequired: false }), testValue: '{}' };
  const call = {
    url: '/',
    method: 'POST' as const,
    useAs: 'data' as const,
    inputs: [o],
    body: { kind: 'json' as const, template: '{"value": <o>, "text": "<o>"}' },
  };
  fresh = await makeCall(owner, `http://${address}`, { call });
  const first = await makeCall(owner, `http://${address}`, { call });
  made = { ...first, call: await initializeAndSave(owner, first.call) };
});
afterAll(async () => {
  await server.stop();
  await other.stop();
});

type Way = 'envelope' | 'answer=body' | 'initialization';

function run(way: Way, body: string | Uint8Array = '{}'): Promise<Told> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const url = `${server.url}${runPath(owner, made)}${way === 'answer=body' ? '?answer=body' : ''}`;
  return other.exchange({ method: 'POST', url, headers, body: Buffer.from(body) });
}

async function initializeFresh(): Promise<Told> {
  const body = { environmentId: owner.development.id, version: fresh.call.version };
  const path = initializeCall.path.replace(':callId', fresh.call.id);
  const headers = { cookie: owner.client.cookie(), 'content-type': 'application/json', origin: server.url };
  const url = `${server.url}${path}`;
  return other.exchange({ method: 'POST', url, headers, body: Buffer.from(JSON.stringify(body)) });
}

/** What came, and the longest turn of the server's event loop, of the best round. */
async function watch(work: () => Promise<Told>): Promise<{ told: Told; blockedMs: number }> {
  let best: { told: Told; blockedMs: number } | null = null;
  for (let time = 0; time < TIMES; time += 1) {
    const stop = watchTurns();
    const told = await work();
    const blockedMs = stop();
    if (best === null || blockedMs < best.blockedMs) best = { told, blockedMs };
  }
  if (best === null) throw new Error('there was no round');
  return best;
}

/** Text of about so many bytes, made of parts. */
function filled(bytes: number, open: string, part: (index: number) => string, close: string): Buffer {
  const size = Buffer.byteLength(part(1_000));
  const parts = Array.from({ length: Math.floor(bytes / (size + 1)) }, (_, index) => part(index));
  return Buffer.from(`${open}${parts.join()}${close}`);
}

const keys = (count: number, value: (index: number) => string) =>
  Buffer.from(`{${Array.from({ length: count }, (_, index) => `"key_${index}x":${value(index)}`).join()}}`);

/** So many fields of different names, at most 100 in one object. */
function fields(count: number): Buffer {
  let name = 0;
  const object = (keysOf: readonly number[]): string => {
    const [own = 0, ...below] = keysOf;
    const members = Array.from({ length: own }, () => {
      name += 1;
      return `"n${name.toString(36)}q":${below.length === 0 ? name : object(below)}`;
    });
    return `{${members.join()}}`;
  };
  return Buffer.from(object([100, 100, Math.ceil(count / 10_000)]));
}

interface Case {
  name: string;
  body: () => Buffer;
  /** What is told of it, where it is refused. */
  refused?: string;
  /** What stands in the envelope beside the data. */
  warned?: RegExp;
}

const DEEP = 'it is nested deeper than 200 levels';
const CASES: Case[] = [
  { name: 'depth 10,000', body: () => Buffer.from('['.repeat(10_000) + ']'.repeat(10_000)), refused: DEEP },
  { name: 'depth 10,000 of objects', body: () => Buffer.from('{"a":'.repeat(10_000)), refused: DEEP },
  { name: 'depth 1,000,000', body: () => Buffer.from('['.repeat(1_000_000)), refused: DEEP },
  { name: '1,000,000 keys', body: () => keys(1_000_000 / SHARE, String) },
  { name: '1,000,000 keys that hold objects', body: () => keys(1_000_000 / SHARE, (n) => `{"id":${n},"name":"n"}`) },
  {
    name: '30 MB of rows',
    body: () =>
      filled(
        (30 * MEGABYTE) / SHARE,
        '[',
        (n) => `{"id":${n},"mail":"a${n}@b.example","tags":["a","b"],"o":{"x":${n / 7},"y":null}}`,
        ']',
      ),
  },
  { name: 'a text of 49 MB', body: () => Buffer.from(`"${'x'.repeat((49 * MEGABYTE) / SHARE)}"`) },
  {
    name: '49 MB of numbers that no double holds',
    body: () => filled((49 * MEGABYTE) / SHARE, '[', (n) => `${9007199254740993n + BigInt(n) * 2n}`, ']'),
  },
  { name: '250,000 different fields', body: () => fields(250_000 / SHARE) },
  {
    name: '20 keys that come twice behind 49 MB',
    body: () => Buffer.from(`[${'0\n,'.repeat((16 * MEGABYTE) / SHARE)}{"a":1${',"a":1'.repeat(20)}}]`),
    warned: /"The key \\"a\\" stands twice .{200,}10 more keys stand twice/,
  },
];

describe('JSON of the largest kinds', () => {
  it.each(CASES)(
    '$name is answered in words or in full, and nothing else waits long',
    async ({ name, body, refused, warned }) => {
      const bytes = body();
      await other.serve(bytes);
      const envelope = await watch(() => run('envelope'));
      const passed = await watch(() => run('answer=body'));
      const initialized = await watch(initializeFresh);
      expect([envelope.told.status, passed.told.status, initialized.told.status]).toEqual([200, 200, 200]);
      expect(passed.told.bytes).toBe(bytes.length);
      if (refused === undefined) {
        expect(envelope.told.start).toMatch(/^\{"outcome":"response",.*?"data":./s);
        expect(envelope.told.bytes).toBeGreaterThan(bytes.length);
        expect(envelope.told.end).toContain(',"error":null,"warnings":[');
        expect(initialized.told.end).toContain('"outcome":"response"');
        expect(initialized.told.end).not.toContain('could not be learned');
      } else {
        expect(envelope.told.start).toContain(refused);
        expect(initialized.told.end).toContain(refused);
      }
      if (warned !== undefined) expect(envelope.told.end).toMatch(warned);
      report(name, { envelope, 'answer=body': passed, initialization: initialized });
    },
  );

  it('of any depth, and of any number of keys and inputs, is refused in words as inputs of a run', async () => {
    const inputs = (value: string) => `{"inputs":{"o":${value}}}`;
    const cases: [string, string, number, string | RegExp][] = [
      ['10,000 levels', inputs('{"a":'.repeat(10_000) + 1 + '}'.repeat(10_000)), 400, 'nested deeper than 200 levels'],
      ['4,000,000 levels', inputs('['.repeat(4_000_000) + ']'.repeat(4_000_000)), 400, 'nested deeper than 200 levels'],
      ['200 levels', inputs(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`), 200, '"outcome":"response"'],
      ['600,000 keys', inputs(keys(600_000, () => '1').toString()), 400, 'more than 100000 keys'],
      ['100,000 keys', inputs(keys(100_000, () => '1').toString()), 200, '"outcome":"response"'],
      ['50,000 inputs', `{"inputs":${keys(50_000, () => '1')}}`, 400, 'more than 1000 inputs'],
      [
        '10 MB of digits in a text',
        inputs(`{"a":"${'1234567890123456789'.repeat(500_000)}"}`),
        200,
        '"outcome":"response"',
      ],
      ['10 MB of escapes', inputs(`{"a":"${'\\n'.repeat(5_000_000)}"}`), 200, '"outcome":"response"'],
    ];
    await other.serve(Buffer.from('{}'));
    for (const [name, body, status, words] of cases) {
      const watched = await watch(() => run('envelope', body));
      expect(watched.told.status, `${name}: ${watched.told.start}`).toBe(status);
      expect(watched.told.start, name).toContain(words);
      report(`inputs of ${name}`, { run: watched });
    }
  });
});

function report(name: string, watched: Record<string, { blockedMs: number }>): void {
  const figures = Object.entries(watched).map(([way, { blockedMs }]) => `${way} ${blockedMs.toFixed(0)}`);
  reportProof({
    about: 'JSON',
    claim: `${name}: words or an answer; the longest turn of the event loop in ms of the processor`,
    figure: `${figures.join(', ')} ms`,
    goal: `${GOAL_MS} ms`,
    isMet: Object.values(watched).every(({ blockedMs }) => blockedMs < GOAL_MS),
  });
}
