import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { saveCall } from '@jackfield/contracts';
import { createScratchDatabase, freePort, reportProof, rounds } from '@jackfield/testing';
import { Client } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { listen, stopListening } from '../listen.ts';
import { initializeAndSave, makeCall, makeToken, runCall, runPath } from '../testing/make-call.ts';
import { type Load, type LoadTarget, startLoad } from '../testing/run-load.ts';
import { signUpOwner } from '../testing/scenario.ts';
import {
  type BuiltServer,
  buildServer,
  endProcesses,
  type ServerProcess,
  startProcess,
} from '../testing/start-process.ts';
import { TestClient } from '../testing/test-client.ts';
import {
  findProcessesNaming,
  isRunning,
  killWorkers,
  knowsChildren,
  waitForWorkers,
} from '../testing/worker-processes.ts';

const runOutcomeSchema = z.object({ outcome: z.string() });
const COUNT = 2;
const PATIENCE_MS = 300_000;
const POLL = { timeout: 60_000, interval: 50 };

if (!knowsChildren) console.log('This system does not list the children of a process: workers are not tried.');

describe.runIf(knowsChildren)(
  'two worker processes on one port',
  () => {
    let built: BuiltServer;
    let upstream: Server;
    let upstreamPort: number;
    /** Answers that wait for the test. */
    const held: ServerResponse[] = [];
    beforeAll(async () => {
      built = await buildServer();
      upstream = createServer((req, res) => {
        res.setHeader('content-type', 'application/json');
        if (req.url === '/held') held.push(res);
        else res.end('{"ok":true}');
      });
      upstreamPort = await listen(upstream, 0, '127.0.0.1');
    });
    afterAll(async () => {
      await stopListening(upstream, 0);
      await built.remove();
    });

    let server: ServerProcess;
    let url: string;
    let folder: string;
    let workers: number[];
    let target: LoadTarget;
    let heldPath: string;
    const seen = new Set<number>();
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'jackfield-processes-'));
      server = startProcess(built, {
        JACKFIELD_PROCESSES: String(COUNT),
        JACKFIELD_DATA: folder,
        JACKFIELD_SIGNUP: 'open',
        JACKFIELD_LOG_LEVEL: 'info',
        JACKFIELD_EGRESS_ALLOW: `127.0.0.1:${upstreamPort}`,
      });
      url = await server.address();
      workers = await findAll();
      const owner = await signUpOwner({ visitor: () => new TestClient(url) });
      const origin = `http://127.0.0.1:${upstreamPort}`;
      const quick = await makeCall(owner, origin, { call: { url: '/now', tries: 1 } });
      await initializeAndSave(owner, quick.call);
      const slow = await makeCall(owner, origin, { call: { url: '/now', tries: 1 } });
      const { id, name, version, document } = await initializeAndSave(owner, slow.call);
      const body = { name, version, document: { ...document, url: '/held' } };
      await owner.client.call(saveCall, { params: { callId: id }, body });
      const token = await makeToken(owner);
      target = { url, token, path: runPath(owner, quick) };
      heldPath = runPath(owner, slow);
    });
    afterEach(async () => {
      for (const res of held.splice(0)) res.destroy();
      await endProcesses();
      killWorkers([...seen]);
      await expect.poll(() => findProcessesNaming(folder), POLL).toEqual([]);
      await rm(folder, { recursive: true, force: true });
    });

    async function findAll(former: number[] = []): Promise<number[]> {
      const pids = await waitForWorkers(server.child.pid, COUNT, former);
      for (const pid of pids) seen.add(pid);
      return pids;
    }

    /** Runs that wait at the upstream, one on each worker: connections are handed out in turn. */
    async function startHeldRuns(): Promise<Promise<Response>[]> {
      const runs = Array.from({ length: COUNT * 2 }, () =>
        runCall({ url }, heldPath, target.token, { headers: { connection: 'close' } }),
      );
      await expect.poll(() => held.length, POLL).toBe(runs.length);
      return runs;
    }

    async function answerHeld(runs: Promise<Response>[]): Promise<unknown[]> {
      for (const res of held.splice(0)) res.end('{"ok":true}');
      return Promise.all(runs.map(async (run) => runOutcomeSchema.parse(await (await run).json()).outcome));
    }

    async function loadFor(load: Load, runs: number): Promise<void> {
      const until = load.answered() + runs;
      await expect.poll(() => load.answered(), POLL).toBeGreaterThan(until);
    }

    test('start with one line, and end in order on SIGTERM: what runs finishes, exit code 0', async () => {
      const runs = await startHeldRuns();
      const ended = server.end('SIGTERM');
      await expect.poll(() => server.written().out, POLL).toContain('Stopping');
      await expect.poll(async () => (await runCall({ url }, target.path, target.token)).status, POLL).toBe(503);
      expect(await answerHeld(runs)).toEqual(runs.map(() => 'response'));
      const { code, out } = await ended;
      expect(code).toBe(0);
      expect(out.match(/ready at/g)).toHaveLength(1);
      expect(workers.filter(isRunning)).toEqual([]);
    });

    test('a worker that is killed is started again, and the port answers all the time', async () => {
      const kills = rounds({ short: 2, whole: 20 });
      const load = startLoad(target);
      const killedAt: number[] = [];
      for (let round = 0; round < kills; round += 1) {
        await loadFor(load, 100);
        const [victim = 0] = workers;
        process.kill(victim, 'SIGKILL');
        await expect.poll(() => isRunning(victim), POLL).toBe(false);
        killedAt.push(performance.now());
        workers = await findAll([victim]);
        await expect.poll(() => server.written().errors.match(/was started again/g)?.length, POLL).toBe(round + 1);
      }
      await loadFor(load, 100);
      const { answered, failures } = await load.stop();
      // Those that were sent to the victim before it was seen to be gone, never one that began afterwards.
      const late = failures.filter(({ beganAt }) => !killedAt.some((at) => beganAt <= at && at - beganAt < 5_000));
      const atOnce = failures.length / kills;
      reportProof({
        about: 'Processes',
        claim: 'A worker killed (-9) under 20 clients, again and again: runs that began after its end and failed',
        figure: `${late.length} of ${answered} (${atOnce.toFixed(1)} were under way for each kill)`,
        goal: '0',
        isMet: late.length === 0,
      });
      expect(late).toEqual([]);
      expect((await server.end('SIGTERM')).code).toBe(0);
    });

    test('workers are replaced one by one on SIGUSR2 under runs, and none fails', async () => {
      const times = rounds({ short: 1, whole: 5 });
      const load = startLoad(target);
      await loadFor(load, 100);
      const runs = await startHeldRuns();
      for (let round = 0; round < times; round += 1) {
        const former = workers;
        server.child.kill('SIGUSR2');
        if (round === 0) {
          // The first worker waits for its runs, in which the test holds it.
          await expect.poll(() => server.written().errors, POLL).toContain('are replaced');
          await loadFor(load, 500);
          expect(await answerHeld(runs)).toEqual(runs.map(() => 'response'));
        }
        await expect.poll(() => former.filter(isRunning), POLL).toEqual([]);
        workers = await findAll(former);
        await expect
          .poll(() => server.written().errors.match(/every worker process was replaced/g)?.length, POLL)
          .toBe(round + 1);
      }
      await loadFor(load, 100);
      const { answered, failures } = await load.stop();
      reportProof({
        about: 'Processes',
        claim: `Workers replaced one by one, ${times} times, under 16 kept connections and 4 clients that make new ones: runs that failed`,
        figure: `${failures.length} of ${answered}`,
        goal: '0',
        isMet: failures.length === 0,
      });
      expect(failures).toEqual([]);
      expect((await server.end('SIGTERM')).code).toBe(0);
    });

    test('when the primary is killed, workers finish what runs and end', async () => {
      const runs = await startHeldRuns();
      server.child.kill('SIGKILL');
      await expect
        .poll(() => server.written().errors.match(/the primary process has ended/g)?.length, POLL)
        .toBe(COUNT);
      expect(workers.filter(isRunning)).toEqual(workers);
      const newcomer = new Client(url);
      await expect(newcomer.request({ method: 'GET', path: '/healthz' })).rejects.toThrow('ECONNREFUSED');
      await newcomer.destroy();
      expect(await answerHeld(runs)).toEqual(runs.map(() => 'response'));
      await expect.poll(() => workers.filter(isRunning), POLL).toEqual([]);
      await expect.poll(() => findProcessesNaming(folder), POLL).toEqual([]);
    });

    test('a second SIGTERM ends the workers at once too', async () => {
      const runs = Promise.allSettled(await startHeldRuns());
      server.child.kill('SIGTERM');
      await expect.poll(() => server.written().out, POLL).toContain('Stopping');
      expect((await server.end('SIGTERM')).code).toBe(130);
      await expect.poll(() => workers.filter(isRunning), POLL).toEqual([]);
      expect((await runs).map(({ status }) => status)).not.toContain('fulfilled');
    });
  },
  PATIENCE_MS,
);

describe.runIf(knowsChildren)('workers that cannot start', () => {
  let built: BuiltServer;
  beforeAll(async () => {
    built = await buildServer();
  });
  afterAll(async () => {
    await endProcesses();
    await built.remove();
  });

  test('end the primary with one message: the worker’s own', async () => {
    const scratch = await createScratchDatabase();
    const port = await freePort();
    const other = createServer();
    await listen(other, port, '127.0.0.1');
    const server = startProcess(built, {
      JACKFIELD_PROCESSES: '3',
      DATABASE_URL: scratch.url,
      JACKFIELD_MASTER_KEY: randomBytes(32).toString('base64'),
      JACKFIELD_LOG_LEVEL: 'warn',
      PORT: String(port),
    });
    const { code, out, errors } = await server.ended;
    expect(code).toBe(1);
    expect(errors).toBe(
      `Port ${port} on 127.0.0.1 is in use, perhaps by another Jackfield. Stop that, or choose another: PORT=${port + 1}.\n`,
    );
    expect(out).not.toContain('ready');
    await stopListening(other, 0);
    await scratch.drop();
  });
});
