import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reportProof, rounds } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listen, stopListening } from '../listen.ts';
import { initializeAndSave, makeCall, makeToken, runPath } from '../testing/make-call.ts';
import { type LoadClients, type LoadTarget, startLoad } from '../testing/run-load.ts';
import { signUpOwner } from '../testing/scenario.ts';
import {
  type BuiltServer,
  buildServer,
  endProcesses,
  type ServerProcess,
  startProcess,
} from '../testing/start-process.ts';
import { TestClient } from '../testing/test-client.ts';
import { findWorkers, knowsChildren, processorSeconds } from '../testing/worker-processes.ts';

const ROUNDS = rounds({ short: 0, whole: 7 });
const RUNS = 4_000;
const WARM_UPS = 4;
const GOAL = 1.1;

interface Measured {
  server: ServerProcess;
  folder: string;
  target: LoadTarget;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

describe.runIf(ROUNDS > 0 && knowsChildren)('one process and two', () => {
  let built: BuiltServer;
  let upstream: Server;
  let port: number;
  const measured: Measured[] = [];
  beforeAll(async () => {
    built = await buildServer();
    upstream = createServer((_req, res) => res.setHeader('content-type', 'application/json').end('{"ok":true}'));
    port = await listen(upstream, 0, '127.0.0.1');
    for (const count of [1, 2, 1]) measured.push(await start(count));
  });
  afterAll(async () => {
    for (const { server } of measured) await server.end('SIGTERM');
    await endProcesses();
    await stopListening(upstream, 0);
    for (const { folder } of measured) await rm(folder, { recursive: true, force: true });
    await built?.remove();
  });

  async function start(count: number): Promise<Measured> {
    const folder = await mkdtemp(path.join(tmpdir(), 'jackfield-cost-'));
    const server = startProcess(built, {
      JACKFIELD_PROCESSES: String(count),
      JACKFIELD_DATA: folder,
      JACKFIELD_SIGNUP: 'open',
      JACKFIELD_LOG_LEVEL: 'warn',
      JACKFIELD_EGRESS_ALLOW: `127.0.0.1:${port}`,
    });
    const url = await server.address();
    const owner = await signUpOwner({ visitor: () => new TestClient(url) });
    const made = await makeCall(owner, `http://127.0.0.1:${port}`);
    await initializeAndSave(owner, made.call);
    return { server, folder, target: { url, path: runPath(owner, made), token: await makeToken(owner) } };
  }

  test('take about as much processor time for a run', async () => {
    const kept: LoadClients = { kept: 20, renewed: 0 };
    // Each worker compiles its own code, and gets half of the runs.
    for (let warming = 0; warming < WARM_UPS; warming += 1) {
      for (const each of measured) await millisecondsPerRun(each, kept);
    }
    const seen: { one: number; two: number; apart: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      seen.push({ one: await cost(0, kept), two: await cost(1, kept), apart: await costApart() });
    }
    const ratio = median(seen.map(({ one, two }) => two / one));
    const apart = median(seen.map(({ two, apart }) => two / apart));
    const figures = seen.map((each) => [each.one, each.two, each.apart].map((ms) => ms.toFixed(2)).join('/'));
    reportProof({
      about: 'Processes',
      claim: 'Processor time for a run with two workers and their primary, of that with one process (median)',
      figure: `${ratio.toFixed(2)} × on connections that are kept (ms for a run of one process, two workers, two servers apart: ${figures.join(', ')})`,
      goal: `≤ ${GOAL} ×`,
      isMet: ratio <= GOAL,
    });
    reportProof({
      about: 'Processes',
      claim: 'The same, of that of two servers of one process each that share the processors and nothing else',
      figure: `${apart.toFixed(2)} ×`,
      goal: `≤ ${GOAL} ×`,
      isMet: apart <= GOAL,
    });
    const renewed: LoadClients = { kept: 0, renewed: 8 };
    const [one, two] = [await cost(0, renewed), await cost(1, renewed)];
    reportProof({
      about: 'Processes',
      claim: 'The same where every run makes a new connection, which the primary hands over (one round)',
      figure: `${(two / one).toFixed(2)} × (${two.toFixed(2)} and ${one.toFixed(2)} ms)`,
      goal: '—',
      isMet: null,
    });
    expect(seen.every(({ one, two }) => one > 0 && two > 0)).toBe(true);
  });

  async function cost(index: number, clients: LoadClients, runs = RUNS): Promise<number> {
    const each = measured[index];
    return each === undefined ? 0 : millisecondsPerRun(each, clients, runs);
  }

  /** Two servers under the load of one: what it costs that both cores work. */
  async function costApart(): Promise<number> {
    const half: LoadClients = { kept: 10, renewed: 0 };
    const both = await Promise.all([cost(0, half, RUNS / 2), cost(2, half, RUNS / 2)]);
    return (both[0] + both[1]) / 2;
  }

  async function millisecondsPerRun({ server, target }: Measured, clients: LoadClients, runs = RUNS): Promise<number> {
    const pids = [server.child.pid ?? 0, ...findWorkers(server.child.pid)];
    const used = () => pids.reduce((sum, pid) => sum + processorSeconds(pid), 0);
    const before = used();
    const load = startLoad(target, clients);
    await expect.poll(() => load.answered(), { timeout: 120_000, interval: 20 }).toBeGreaterThan(runs);
    const { answered, failures } = await load.stop();
    expect(failures).toEqual([]);
    return ((used() - before) * 1_000) / answered;
  }
});
