import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { reportProof, rounds } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initializeAndSave, makeCall, makeToken, runPath } from './testing/make-call.ts';
import { type BuiltServer, buildServer, endProcesses } from './testing/start-process.ts';
import { startTwoProcesses, type TwoProcesses } from './testing/two-processes.ts';

const ROUNDS = rounds({ short: 0, whole: 3 });
const ROUND_MS = 5_000;
const RUNS_AT_ONCE = 32;
const GOAL = 1.8;
/** Two servers, the database, the upstream server and the load need about as many. */
const CORES_MIN = 6;

if (ROUNDS === 0) console.log('The runs of two processes are measured by npm run proof.');

describe.runIf(ROUNDS > 0)('two processes on one database', () => {
  let built: BuiltServer;
  let upstream: Server;
  let two: TwoProcesses;
  beforeAll(async () => {
    built = await buildServer();
    upstream = createServer((_req, res) => res.setHeader('content-type', 'application/json').end('{"ok":true}'));
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    const { port } = upstream.address() as AddressInfo; // A server that listens on a port has no other kind of address.
    two = await startTwoProcesses(built, { JACKFIELD_EGRESS_ALLOW: `127.0.0.1:${port}` });
  });
  afterAll(async () => {
    await endProcesses();
    await two?.scratch.drop();
    upstream?.closeAllConnections();
    upstream?.close();
    await built?.remove();
  });

  test('carry more runs than one', async () => {
    const [{ owner, url }, { url: otherUrl }] = two.peers;
    const { port } = upstream.address() as AddressInfo; // As above.
    const made = await makeCall(owner, `http://127.0.0.1:${port}`);
    made.call = await initializeAndSave(owner, made.call);
    const run = { path: `${runPath(owner, made)}?answer=body`, token: await makeToken(owner) };
    await runsPerSecond([url, otherUrl], run);
    const seen: { one: number; two: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      seen.push({ one: await runsPerSecond([url], run), two: await runsPerSecond([url, otherUrl], run) });
    }
    const ratios = seen.map((each) => each.two / each.one).sort((a, b) => a - b);
    const ratio = ratios[Math.floor(ratios.length / 2)] ?? 0;
    const cores = availableParallelism();
    const isJudged = cores >= CORES_MIN;
    const each = seen.map((round) => `${round.two.toFixed(0)}/${round.one.toFixed(0)}`).join(', ');
    reportProof({
      about: 'PostgreSQL',
      claim: 'Runs a second of two processes, of those of one, under the same load (median of three rounds)',
      figure: `${ratio.toFixed(2)} × (${each}) on ${cores} cores, which the load, the upstream server and PostgreSQL share${isJudged ? '' : `; not judged under ${CORES_MIN} cores`}`,
      goal: `≥ ${GOAL} × where cores allow`,
      isMet: isJudged ? ratio >= GOAL : null,
    });
    expect(seen.every((round) => round.one > 0 && round.two > 0)).toBe(true);
  });
});

interface Run {
  path: string;
  token: string;
}

/** As many as can be made at these addresses by turns, a fixed number at once; throws when one is not answered well. */
async function runsPerSecond(urls: string[], run: Run): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: RUNS_AT_ONCE });
  const startedAt = performance.now();
  let count = 0;
  const turns = Array.from({ length: RUNS_AT_ONCE }, async (_, turn) => {
    const url = new URL(run.path, urls[turn % urls.length]);
    while (performance.now() - startedAt < ROUND_MS) {
      await runOnce(agent, url, run.token);
      count += 1;
    }
  });
  await Promise.all(turns);
  const seconds = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  return count / seconds;
}

function runOnce(agent: Agent, url: URL, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': 2 };
  return new Promise((resolve, reject) => {
    const req = request(url, { method: 'POST', agent, headers }, (res) => {
      res.on('error', reject);
      res.on('end', () => (res.statusCode === 200 ? resolve() : reject(new Error(`answered ${res.statusCode}`))));
      res.resume();
    });
    req.on('error', reject);
    req.end('{}');
  });
}
