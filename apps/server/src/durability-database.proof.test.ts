import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { freePort, reportProof, rounds, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { makeDataFolder, removeDataFolder } from './testing/data-folder.ts';
import { makeWriters, readSnapshot, type Snapshot, type Step } from './testing/durable-writers.ts';
import { findTorn } from './testing/find-torn.ts';
import { Ledger, randomFrom } from './testing/ledger.ts';
import { initializeAndSave, makeCall, makeToken, runCall, runPath } from './testing/make-call.ts';
import { signUpOwner } from './testing/scenario.ts';
import { type BuiltServer, buildServer, endProcesses, startProcess } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

const KILLS = rounds({ short: 4, whole: 50 });
const WRITE_MS_MAX = 1_000;
const READY = { timeout: 60_000, interval: 5 };
const PATIENCE_MS = 60 * 60_000;

let built: BuiltServer;
let upstream: Upstream;
let dataFolder = '';
beforeAll(async () => {
  built = await buildServer();
  upstream = await startUpstream();
  dataFolder = await makeDataFolder();
});
afterEach(endProcesses);
afterAll(async () => {
  await upstream.close();
  await built.remove();
  await removeDataFolder(dataFolder);
});

/** The process of the database, by its own account of itself, and whether it says that it is ready. */
async function databaseProcess(): Promise<{ pid: number; isReady: boolean }> {
  const lines = (await readFile(path.join(dataFolder, 'postgresql', 'postmaster.pid'), 'utf8')).split('\n');
  return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' };
}

/** Writes until the database is gone. What fails from then on may have been done or not. */
async function writeUntilKilled(steps: readonly Step[], moment: Promise<unknown>): Promise<void> {
  let isKilled = false;
  const working = steps.map(async (step) => {
    while (!isKilled) {
      try {
        await step();
      } catch (error) {
        if (!isKilled || !/database_unavailable|The database didn't answer/.test(String(error))) throw error;
      }
    }
  });
  await Promise.race([moment, Promise.all(working)]);
  isKilled = true;
  process.kill((await databaseProcess()).pid, 'SIGKILL');
  await Promise.all(working);
}

test(
  'the embedded database, killed at random moments, loses nothing that was acknowledged and comes back by itself',
  async () => {
    const seed = Number(process.env.DURABILITY_SEED ?? randomInt(2 ** 31));
    console.log(`the database of the server: DURABILITY_SEED=${seed}`);
    const random = randomFrom(seed);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const settings = { JACKFIELD_DATA: dataFolder, PORT: String(port), JACKFIELD_SIGNUP: 'open' };
    const server = startProcess(built, { ...settings, JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
    await server.address();
    const owner = await signUpOwner({ visitor: () => new TestClient(url) });
    const ledger = new Ledger<Snapshot>();
    const steps = await makeWriters({ owner, ledger, random }, upstream.origin);
    const made = await makeCall(owner, upstream.origin);
    await initializeAndSave(owner, made.call);
    const token = await makeToken(owner);
    const isReadyAfter = async (killed: number): Promise<void> => {
      // Children of the one that was killed outlive it for a moment, and still answer.
      const { pid, isReady } = await databaseProcess();
      expect([pid === killed, isReady]).toEqual([false, true]);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
    };

    const waits: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { pid: killed } = await databaseProcess();
      // Counted from a change that was made: on a busy machine the first one comes late.
      const moment = ledger.nextAcknowledged().then(() => after(random() * WRITE_MS_MAX));
      await writeUntilKilled(steps, moment);
      const killedAt = performance.now();
      await vi.waitFor(() => isReadyAfter(killed), READY);
      waits.push(performance.now() - killedAt);
      expect(await ledger.check(await readSnapshot(owner))).toEqual([]);
      const run = await runCall({ url }, runPath(owner, made), token);
      expect(await run.json()).toMatchObject({ outcome: 'response', status: 200 });
    }
    expect(ledger.acknowledged).toBeGreaterThanOrEqual(KILLS);
    const { code } = await server.end();
    expect(code).toBe(0);
    expect(await findTorn({ dataFolder })).toEqual([]);
    const slowest = Math.max(...waits) / 1_000;
    reportProof({
      about: 'Durability',
      claim:
        'kill -9 of the embedded PostgreSQL under writes of eight kinds: acknowledged changes lost, things half-written; ready again by itself',
      figure: `0 and 0 of ${ledger.acknowledged} in ${KILLS} kills; ready after ${slowest.toFixed(1)} s at most`,
      goal: '0 and 0 in 50 kills',
      isMet: true,
    });
    console.log(
      `${KILLS} kills, ${ledger.acknowledged} acknowledged; ready again after ${slowest.toFixed(1)} s at most`,
    );
  },
  PATIENCE_MS,
);
