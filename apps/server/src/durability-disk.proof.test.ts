import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, statfsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getProjectTree, listValues, setVariable } from '@jackfield/contracts';
import { freePort, reportProof, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { initializeAndSave, makeCall, makeToken, runCall, runPath } from './testing/make-call.ts';
import { signUpOwner } from './testing/scenario.ts';
import { type BuiltServer, buildServer, endProcesses, startProcess } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

const PATIENCE_MS = 300_000;
const MEGABYTE = 1024 * 1024;

let built: BuiltServer;
let upstream: Upstream;
beforeAll(async () => {
  built = await buildServer();
  upstream = await startUpstream();
});
afterEach(endProcesses);
afterAll(async () => {
  await upstream.close();
  await built.remove();
});

/** A small disk of its own; null where this account may not mount one. */
function mountSmallDisk(): { folder: string; remove: () => void } | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackfield-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { folder, remove: () => execFileSync('umount', ['--lazy', folder]) };
}

const disk = mountSmallDisk();
if (disk === null) console.log('A full disk is not tried: this account may not mount a small one');
afterAll(() => disk?.remove());

test.skipIf(disk === null)(
  'a full disk is told in words; reading and running go on, nothing is lost, and writing goes on once there is room',
  async () => {
    const folder = disk?.folder ?? '';
    const ballast = path.join(folder, 'ballast');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const start = () =>
      startProcess(built, {
        JACKFIELD_DATA: path.join(folder, 'data'),
        PORT: String(port),
        JACKFIELD_EGRESS_ALLOW: upstream.allowEntry,
      });
    const server = start();
    await server.address();
    const owner = await signUpOwner({ visitor: () => new TestClient(url) });
    const made = await makeCall(owner, upstream.origin);
    await initializeAndSave(owner, made.call);
    const token = await makeToken(owner);
    const params = { projectId: owner.project.id };
    const set = (name: string) =>
      owner.client.send(setVariable, {
        params,
        body: { name, environmentId: owner.development.id, value: randomBytes(7_000).toString('base64') },
      });

    // Less than a segment of its log is left: where that is written to the last byte, PostgreSQL ends itself.
    const { bavail, bsize } = statfsSync(folder);
    await writeFile(ballast, Buffer.alloc(bavail * bsize - 50 * MEGABYTE));
    const acknowledged: string[] = [];
    let refused: Response | null = null;
    for (let count = 0; refused === null && count < 1_000; count += 1) {
      const res = await set(`v${count}`);
      if (res.ok) acknowledged.push(`v${count}`);
      else refused = res;
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(refused?.status).toBe(503);
    expect(refused?.headers.get('retry-after')).toBe('5');
    expect(await refused?.json()).toMatchObject({
      code: 'database_unavailable',
      detail: expect.stringContaining('disk of the database is full'),
    });
    const left = statfsSync(folder);
    await writeFile(path.join(folder, 'last'), Buffer.alloc(left.bavail * left.bsize));
    expect((await set('not_saved')).status).toBe(503);
    expect((await owner.client.call(getProjectTree, { params })).apis).toHaveLength(1);
    const run = await runCall({ url }, runPath(owner, made), token);
    expect(await run.json()).toMatchObject({ outcome: 'response' });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    const second = await startProcess(built, { JACKFIELD_DATA: path.join(folder, 'other') }).ended;
    expect(second.code).toBe(1);
    expect(second.errors).toMatch(/^The disk of the data folder .* is full: 0 MB are free, .*\n$/);

    await rm(ballast);
    await rm(path.join(folder, 'last'));
    expect((await set('after')).status).toBe(200);
    await server.end('SIGKILL');
    await start().address();
    const { variables } = await owner.client.call(listValues, { params });
    expect(variables.map(({ name }) => name).sort()).toEqual([...acknowledged, 'after'].sort());
    reportProof({
      about: 'Durability',
      claim:
        'Disk full under the embedded database: told in words, read and run meanwhile, written again without a restart; acknowledged changes lost',
      figure: `0 of ${acknowledged.length + 1}`,
      goal: '0',
      isMet: true,
    });
  },
  PATIENCE_MS,
);

test(
  'a reader of its output that goes away costs lines, never the server',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'jackfield-output-'));
    try {
      const server = startProcess(built, { JACKFIELD_DATA: folder, JACKFIELD_LOG_LEVEL: 'trace' });
      const address = await server.address();
      server.child.stdout?.destroy();
      server.child.stderr?.destroy();
      for (let count = 0; count < 20; count += 1) {
        expect((await fetch(`${address}/api/nothing`)).status).toBe(404);
        expect((await fetch(`${address}/readyz`)).status).toBe(200);
      }
      server.child.kill('SIGTERM');
      const [code] = await once(server.child, 'exit');
      expect(code).toBe(0);
    } finally {
      await endProcesses();
      await rm(folder, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);

test(
  'an exception that nobody caught is logged, what is open is closed, and the process ends with 1',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'jackfield-fault-'));
    // Not from our code: what a library throws from a callback of its own arrives in the same way.
    const fault = 'process.on("SIGUSR2", () => { throw new Error("a fault of a library"); });';
    const rejection = 'process.on("SIGUSR2", () => { Promise.reject(new Error("a fault of a library")); });';
    try {
      for (const code of [fault, rejection]) {
        const server = startProcess(built, {
          JACKFIELD_DATA: folder,
          NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
        });
        await server.address();
        const ended = await server.end('SIGUSR2');
        expect(ended.code).toBe(1);
        expect(ended.errors).toMatch(/"level":"fatal".*a fault of a library.*"msg":"the server ends: /);
        expect(ended.errors).not.toContain('without having closed');
      }
    } finally {
      await endProcesses();
      await rm(folder, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);
