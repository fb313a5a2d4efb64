import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getSession } from '@jackfield/contracts';
import { createScratchDatabase, freePort, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { removeDataFolder } from './testing/data-folder.ts';
import { makeLine, newMasterKey, runLine } from './testing/rotation-scenario.ts';
import { type BuiltServer, buildServer, endProcesses, startProcess } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

/** Each test starts several processes. */
const PATIENCE_MS = 180_000;

let built: BuiltServer;
let upstream: Upstream;
let folder: string;
let settings: Record<string, string>;
let url: string;
beforeAll(async () => {
  [built, upstream] = await Promise.all([buildServer(), startUpstream()]);
});
afterAll(async () => {
  await upstream.close();
  await built.remove();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-rotate-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  settings = { JACKFIELD_DATA: folder, PORT: String(port), JACKFIELD_EGRESS_ALLOW: upstream.allowEntry };
});
afterEach(async () => {
  await endProcesses();
  await removeDataFolder(folder);
});

const startServer = async (more: Record<string, string> = {}) => {
  const server = startProcess(built, { ...settings, ...more });
  await server.address();
  return server;
};
const rotate = (more: Record<string, string> = {}) =>
  startProcess(built, { ...settings, ...more }, { file: 'rotate-keys.js' }).ended;
const line = () => makeLine({ url, visitor: () => new TestClient(url) }, upstream);
const keyFile = () => path.join(folder, 'master.key');
const keysInFile = async () => (await readFile(keyFile(), 'utf8')).trim().split(',');

it(
  'makes a new key in the data folder, moves everything to it, and drops the old one',
  async () => {
    const server = await startServer();
    const used = await line();
    await server.end();
    const [before] = await keysInFile();
    const { code, out, errors } = await rotate();
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toMatch(
      /^A new key stands first in .*master\.key\.\nResealed 0 of 1 secrets\nResealed 1 of 1 secrets\nDone: everything is under the key [0-9a-f]{8}\.\nThe old key was dropped from .*\n$/,
    );
    const [after, ...others] = await keysInFile();
    expect(others).toEqual([]);
    expect(after).not.toBe(before);
    if (process.platform !== 'win32') expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(out).not.toContain(after);
    await startServer();
    expect(await runLine({ url }, upstream, used)).toBeNull();
  },
  PATIENCE_MS,
);

it(
  'goes on with a key that a rotation before it had put first, rather than making a third',
  async () => {
    await (await startServer()).end();
    const [before] = await keysInFile();
    const begun = newMasterKey();
    await writeFile(keyFile(), `${begun},${before}\n`);
    expect((await rotate()).code).toBe(0);
    expect(await keysInFile()).toEqual([begun]);
    // A server that finds both does the same by itself.
    const next = newMasterKey();
    await writeFile(keyFile(), `${next},${begun}\n`);
    const server = await startServer();
    await expect.poll(keysInFile, { timeout: 30_000 }).toEqual([next]);
    await server.end();
    await startServer();
  },
  PATIENCE_MS,
);

it(
  'tells how to rotate where the server holds the data folder, and changes nothing',
  async () => {
    await startServer();
    const before = await keysInFile();
    const { code, out, errors } = await rotate();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toBe(
      `Jackfield is running on ${folder}. Stop it, run this again, and start it; or, to rotate while it works, start it again with JACKFIELD_MASTER_KEY=<new key>,<present key>. Nothing was changed.\n`,
    );
    expect(await keysInFile()).toEqual(before);
  },
  PATIENCE_MS,
);

it(
  'refuses a folder that is not there or was never used, and makes nothing in it',
  async () => {
    const missing = path.join(folder, 'missing');
    const { code, errors } = await rotate({ JACKFIELD_DATA: missing });
    expect(code).toBe(1);
    expect(errors).toMatch(/^There is no data folder .*missing, so there is nothing to rotate\.\n$/);
    await expect(stat(missing)).rejects.toThrow('ENOENT');
    expect((await rotate()).errors).toBe(
      'This database has never been used by Jackfield, so there is nothing to rotate.\n',
    );
    await expect(stat(keyFile())).rejects.toThrow('ENOENT');
  },
  PATIENCE_MS,
);

it(
  'on a database server says what is next before, after and without a new key',
  async () => {
    const scratch = await createScratchDatabase();
    try {
      const [older, newer] = [newMasterKey(), newMasterKey()];
      const at = (keys: string) => ({ DATABASE_URL: scratch.url, JACKFIELD_MASTER_KEY: keys });
      const first = await startServer(at(older));
      const used = await line();
      await first.end();

      expect(await rotate(at(older))).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Nothing is left to do: .*put a new one in front of it, JACKFIELD_MASTER_KEY=<new/),
      });
      expect((await rotate(at(newer))).errors).toMatch(/^The master key in JACKFIELD_MASTER_KEY is not the one .*\n$/);

      const both = await startServer(at(`${newer},${older}`));
      await expect.poll(() => both.written().errors).toContain('a new master key stands first: run');
      expect(await rotate(at(`${newer},${older}`))).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Resealed 0 of 1 secrets\n.*\nDone: .*\nThe old key may be dropped from /),
      });
      expect(await runLine({ url }, upstream, used)).toBeNull();
      const isSignedIn = async () => (await used.owner.client.call(getSession)).user !== null;
      expect(await isSignedIn()).toBe(true);
      expect((await rotate(at(`${newer},${older}`))).out).toMatch(
        /^Nothing is left to do: everything is under the key [0-9a-f]{8}, and the others \([0-9a-f]{8}\) may be dropped\.\n$/,
      );
      await both.end();
      expect((await rotate(at(older))).errors).toMatch(/^The master key in JACKFIELD_MASTER_KEY is not the one .*\n$/);
      await startServer(at(newer));
      expect(await runLine({ url }, upstream, used)).toBeNull();
      // Sessions end with the old key, which could have signed them.
      expect(await isSignedIn()).toBe(false);
    } finally {
      await endProcesses();
      await scratch.drop();
    }
  },
  PATIENCE_MS,
);
