import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { backupDatabase, findRunningServer } from '@jackfield/db';
import {
  createScratchDatabase,
  freePort,
  type ScratchDatabase,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { parseMasterKeys } from './keyring/master-keys.ts';
import { editLine, makeLine, newMasterKey, runLine } from './testing/rotation-scenario.ts';
import { type BuiltServer, buildServer, endProcesses, startProcess } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

/** Each test starts several processes. */
const PATIENCE_MS = 180_000;

let built: BuiltServer;
let upstream: Upstream;
let folder: string;
let file: string;
let url: string;
let settings: Record<string, string>;
let from: ScratchDatabase;
let to: ScratchDatabase;
beforeAll(async () => {
  [built, upstream] = await Promise.all([buildServer(), startUpstream()]);
});
afterAll(async () => {
  await upstream.close();
  await built.remove();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-backup-'));
  file = path.join(folder, 'today.backup');
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  [from, to] = await Promise.all([createScratchDatabase(), createScratchDatabase()]);
  settings = {
    JACKFIELD_DATA: path.join(folder, 'data'),
    PORT: String(port),
    JACKFIELD_EGRESS_ALLOW: upstream.allowEntry,
    JACKFIELD_MASTER_KEY: newMasterKey(),
  };
});
afterEach(async () => {
  await endProcesses();
  await Promise.all([from.drop(), to.drop()]);
  await rm(folder, { recursive: true, force: true });
});

const startServer = async (database: ScratchDatabase) => {
  const server = startProcess(built, { ...settings, DATABASE_URL: database.url });
  await server.address();
  return server;
};
const run = (program: string, database: ScratchDatabase, args = [file], more: Record<string, string> = {}) =>
  startProcess(built, { ...settings, DATABASE_URL: database.url, ...more }, { file: `${program}.js`, args });

it(
  'restores into another database what was backed up while runs and edits went on, and every secret opens',
  async () => {
    const server = await startServer(from);
    const line = await makeLine({ url, visitor: () => new TestClient(url) }, upstream);
    const { value } = line;
    const backup = run('backup', from);
    expect(await runLine({ url }, upstream, line)).toBeNull();
    const { code, out, errors } = await backup.ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toMatch(
      /^Backing up: .*\nWrote .*today\.backup: \d+ tables, [\d,]+ rows, .* [kM]B\.\nThe master key [0-9a-f]{8} isn't included/m,
    );
    await editLine(line);
    expect(await runLine({ url }, upstream, line)).toBeNull();
    await server.end();

    const restored = await run('restore', to).ended;
    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.out).toMatch(
      /^Checking: .*\nRestoring: .*\nFinishing: .*\nRestored \d+ tables and .*\nThe master key [0-9a-f]{8} is in place\. Start Jackfield\.\n$/,
    );
    await startServer(to);
    // The secret of the time of the backup, not the one set later.
    expect(await runLine({ url }, upstream, { ...line, value })).toBeNull();
    await editLine(line);
    expect(await runLine({ url }, upstream, line)).toBeNull();
    const content = gunzipSync(await readFile(file)).toString();
    expect(content).not.toContain(settings.JACKFIELD_MASTER_KEY);
    expect(content).not.toContain(value);
  },
  PATIENCE_MS,
);

it(
  'backs up the embedded database of a running and of a stopped server, and restores it into a new folder with its key',
  async () => {
    const { JACKFIELD_MASTER_KEY: _, ...embedded } = settings;
    const start = async (more: Record<string, string>, program?: string, args: string[] = []) =>
      startProcess(built, { ...embedded, ...more }, program === undefined ? {} : { file: `${program}.js`, args });
    const original = path.join(folder, 'data');
    const server = await start({});
    await server.address();
    const line = await makeLine({ url, visitor: () => new TestClient(url) }, upstream);
    const whileRunning = await (await start({}, 'backup', [file, '--include-master-key'])).ended;
    expect(whileRunning).toMatchObject({ code: 0, errors: '' });
    expect(whileRunning.out).toMatch(/\nWarning: the backup includes the master key [0-9a-f]{8}\. Anyone who has /);
    expect(await runLine({ url }, upstream, line)).toBeNull();
    expect((await (await start({}, 'restore', [file])).ended).errors).toMatch(/^Jackfield is running on .* Stop it/);
    await server.end();
    const second = path.join(folder, 'second.backup');
    const whenStopped = await (await start({}, 'backup', [second])).ended;
    expect(whenStopped).toMatchObject({ code: 0, errors: '' });
    expect(whenStopped.out).toContain(`Keep a copy of ${path.join(original, 'master.key')} in another place.`);
    expect((await (await start({}, 'restore', [file])).ended).errors).toMatch(/^The database isn't empty: /);

    const damaged = path.join(folder, 'damaged.backup');
    await writeFile(damaged, (await readFile(file)).subarray(0, 1_000));
    const missing = { JACKFIELD_DATA: path.join(folder, 'missing') };
    expect((await (await start(missing, 'restore', [damaged])).ended).errors).toMatch(/^The backup .* is damaged: /);
    await expect(stat(missing.JACKFIELD_DATA)).rejects.toThrow('ENOENT');
    expect((await (await start(missing, 'backup', [path.join(folder, 'new')])).ended).errors).toMatch(
      /^There is no data folder .*missing, so there is nothing to back up\. Set JACKFIELD_DATA to the folder of your server\.\n$/,
    );

    const moved = { JACKFIELD_DATA: path.join(folder, 'moved') };
    const restored = await (await start(moved, 'restore', [file])).ended;
    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.out).toMatch(/came with the backup and was written to .*moved.master\.key\. Start Jackfield\.\n$/);
    await rm(original, { recursive: true });
    const again = await start(moved);
    await again.address();
    expect(await runLine({ url }, upstream, line)).toBeNull();
    await again.end();

    // Without the key, the server names the one it needs rather than make another.
    const without = { JACKFIELD_DATA: path.join(folder, 'without') };
    expect((await (await start(without, 'restore', [second])).ended).out).toMatch(
      /Put the right one into .*master\.key before you/,
    );
    expect((await (await start(without)).ended).errors).toMatch(/master key .* is missing/);
  },
  PATIENCE_MS,
);

it(
  'includes the master key only if it is the one that the secrets need, and a restore checks the same',
  async () => {
    const { JACKFIELD_MASTER_KEY: _, ...embedded } = settings;
    const start = (more: Record<string, string>, program?: string, args: string[] = []) =>
      startProcess(built, { ...embedded, ...more }, program === undefined ? {} : { file: `${program}.js`, args });
    const keyFile = path.join(folder, 'data', 'master.key');
    const server = start({});
    await server.address();
    const right = (await readFile(keyFile, 'utf8')).trim();
    const wrong = newMasterKey();
    const needed = parseMasterKeys(right, 'test')[0].id;
    const found = parseMasterKeys(wrong, 'test')[0].id;

    await writeFile(keyFile, `${wrong}\n`);
    expect(await start({}, 'backup', [file, '--include-master-key']).ended).toMatchObject({
      code: 1,
      errors: `The secrets need the master key ${needed}, and ${keyFile} has ${found}. Nothing was written. Put the right key there, or run this without --include-master-key. If keys are being rotated, run this again.\n`,
    });
    expect((await readdir(folder)).sort()).toEqual(['data']);
    const without = await start({}, 'backup', [file]).ended;
    expect(without).toMatchObject({ code: 0, errors: '' });
    expect(without.out).toContain(
      `The master key ${needed} isn't included, and the secrets can't be read without it. ${keyFile} has another one, ${found}. Find the right key and keep a copy of it in another place.\n`,
    );

    await writeFile(keyFile, `${wrong},${right}\n`);
    const both = path.join(folder, 'both.backup');
    const withBoth = await start({}, 'backup', [both, '--include-master-key']).ended;
    expect(withBoth.out).toContain(`Warning: the backup includes the master keys ${found}, ${needed}. Anyone who has `);
    // As versions did that didn't check the key.
    const mistaken = path.join(folder, 'mistaken.backup');
    const database = (await findRunningServer(path.join(folder, 'data'))) ?? '';
    await backupDatabase({
      url: database,
      file: mistaken,
      jackfieldVersion: '0.1.0',
      readMasterKey: async () => wrong,
    });
    await server.end();

    const restore = async (name: string, backup: string) => {
      const data = path.join(folder, name);
      const { code, out } = await start({ JACKFIELD_DATA: data }, 'restore', [backup]).ended;
      expect(code).toBe(0);
      return { out, created: path.join(data, 'master.key') };
    };
    const restored = await restore('restored', mistaken);
    expect(restored.out).toContain(
      `\nThe secrets need the master key ${needed}, and the one in the backup is ${found}. Put the right one into ${restored.created} before you start Jackfield.\n`,
    );
    await expect(stat(restored.created)).rejects.toThrow('ENOENT');
    const again = await restore('again', both);
    expect(again.out).toContain(`\nThe master key ${needed} came with the backup and was written to ${again.created}.`);
    expect(await readFile(again.created, 'utf8')).toBe(`${wrong},${right}\n`);
  },
  PATIENCE_MS,
);

it(
  'stops at a signal, leaves no file, and can be run again',
  async () => {
    await (await startServer(from)).end();
    // The backup waits for this lock, so that it is certainly at work when the signal comes.
    const unlock = await from.lockTable('call');
    const backup = run('backup', from);
    const whenWaiting = () =>
      from.execute(`SELECT 1 / count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
        WHERE NOT granted AND datname = current_database()`);
    await expect
      .poll(
        () =>
          whenWaiting().then(
            () => true,
            () => false,
          ),
        { timeout: 30_000 },
      )
      .toBe(true);
    expect(await backup.end('SIGINT')).toMatchObject({ code: 1, errors: 'Stopped. Nothing was written.\n' });
    await unlock();
    expect(await readdir(folder)).toEqual([]);
    expect((await run('backup', from).ended).code).toBe(0);
  },
  PATIENCE_MS,
);

it(
  'names the master key that is needed, and the server refuses to start with another',
  async () => {
    await (await startServer(from)).end();
    expect((await run('backup', from).ended).code).toBe(0);
    const other = { JACKFIELD_MASTER_KEY: newMasterKey() };
    const { code, out } = await run('restore', to, [file], other).ended;
    expect(code).toBe(0);
    expect(out).toMatch(
      /The secrets need the master key ([0-9a-f]{8}), and the one here is [0-9a-f]{8}\. Set JACKFIELD_MASTER_KEY to the right one before you start Jackfield\.\n$/,
    );
    const server = startProcess(built, { ...settings, ...other, DATABASE_URL: to.url });
    const ended = await server.ended;
    expect(ended.code).toBe(1);
    expect(ended.errors).toContain('is not the one this database was written with');
    await startServer(to);
  },
  PATIENCE_MS,
);

it(
  'reports each failure in one sentence with exit code 1',
  async () => {
    const fails = async (program: string, database: ScratchDatabase, args: string[], more = {}) => {
      const { code, errors } = await run(program, database, args, more).ended;
      expect(code).toBe(1);
      return errors;
    };
    expect(await fails('backup', from, [])).toMatch(/^Usage: npm run backup -- <file>/);
    expect(await fails('backup', from, [file, '--typo'])).toMatch(/^Usage: /);
    expect(await fails('restore', from, [file, file])).toBe('Usage: npm run restore -- <file>\n');
    expect(await fails('backup', from, [file])).toMatch(/^This database has never been used by Jackfield/);
    expect(await fails('backup', from, [file, '--include-master-key'])).toMatch(
      /^The master key is in JACKFIELD_MASTER_KEY/,
    );
    await writeFile(file, 'precious');
    expect(await fails('backup', from, [file])).toBe(
      `${file} exists. Choose another name, or replace it with --force.\n`,
    );
    expect(await fails('restore', from, [file])).toBe(`${file} isn't a backup of Jackfield.\n`);
    const away = { DATABASE_URL: 'postgresql://ann:hidden-password@127.0.0.1:9/name' };
    const errors = await fails('backup', from, [path.join(folder, 'other')], away);
    expect(errors).toMatch(/^The database at 127\.0\.0\.1:9\/name cannot be reached/);
    expect(errors).not.toContain('hidden-password');
    expect(await readFile(file, 'utf8')).toBe('precious');
  },
  PATIENCE_MS,
);
