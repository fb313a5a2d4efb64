import { execFileSync } from 'node:child_process';
import { chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createScratchDatabase, type ScratchDatabase, startDatabaseProxy } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BackupOptions, backupDatabase } from './backup-database.ts';
import { type RestoreOptions, restoreDatabase } from './restore-database.ts';
import { query, withClient } from './testing/query-database.ts';
import { verifyBackup } from './verify-backup.ts';

let source: ScratchDatabase;
let target: ScratchDatabase;
let folder: string;
let file: string;
beforeAll(async () => {
  source = await createScratchDatabase({ isMigrated: true });
  // 30 MB that compress badly.
  await query(
    source,
    `
    INSERT INTO instance ("sealedCanary") VALUES ('v1.abcd1234.iv.tag.text');
    CREATE TABLE big AS SELECT n AS id, (SELECT string_agg(md5(n::text || m::text), '') FROM generate_series(1, 30) m) AS fill
      FROM generate_series(1, 30000) n;
    ALTER TABLE big ADD PRIMARY KEY (id)`,
  );
});
afterAll(() => source.drop());
beforeEach(async () => {
  target = await createScratchDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jackfield-backup-'));
  file = join(folder, 'today.backup');
});
afterEach(async () => {
  await target.drop();
  await rm(folder, { recursive: true });
});

const backup = (more: Partial<BackupOptions> = {}) =>
  backupDatabase({ url: source.url, file, jackfieldVersion: '0.1.0', ...more });
const restore = (more: Partial<RestoreOptions> = {}) => restoreDatabase({ url: target.url, file, ...more });

/** Of a database that holds hardly more than its migrations. */
async function backupSmall(): Promise<void> {
  const small = await createScratchDatabase({ isMigrated: true });
  await query(small, `INSERT INTO instance ("sealedCanary") VALUES ('v1.abcd1234.iv.tag.text')`);
  await backup({ url: small.url });
  await small.drop();
}

/** What `pg_class` holds besides PostgreSQL's own: nothing in an empty database. */
async function countRelations(database: ScratchDatabase): Promise<unknown> {
  const [[count] = []] = await query(
    database,
    `SELECT count(*)::int FROM pg_class WHERE relnamespace::regnamespace::text !~ '^pg_|^information_schema$'`,
  );
  return count;
}

/** Resolves at the first progress of a table. */
function whenCopying(): { onProgress: BackupOptions['onProgress']; started: Promise<void> } {
  let setStarted = () => {};
  const started = new Promise<void>((resolve) => {
    setStarted = resolve;
  });
  return { onProgress: ({ table, bytes }) => table === 'public.big' && bytes > 1_000_000 && setStarted(), started };
}

test('every damaged byte of a backup is found, or does not change what it holds', async () => {
  await backupSmall();
  const whole = await readFile(file);
  const content = gunzipSync(whole);
  const damaged = join(folder, 'damaged.backup');
  let accepted = 0;
  for (let at = 0; at < whole.length; at += 7) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    await writeFile(damaged, bytes);
    const error = await verifyBackup(damaged).then(
      () => null,
      (cause) => cause,
    );
    if (error === null) {
      // Bytes of the gzip header, such as the operating system's, mean nothing.
      expect(gunzipSync(bytes).equals(content)).toBe(true);
      accepted += 1;
    } else {
      expect(error.code).toMatch(/^(?:damaged|not_a_backup|newer_format)$/);
    }
  }
  expect(accepted).toBeLessThan(10);
});

test('a file that is damaged, cut off, no backup or empty is rejected before anything is written', async () => {
  await backupSmall();
  const whole = await readFile(file);
  const attempt = async (bytes: Buffer) => {
    await writeFile(file, bytes);
    const code = await restore().then(
      () => 'restored',
      (error) => error.code,
    );
    expect(await countRelations(target)).toBe(0);
    return code;
  };
  const flip = (at: number) => {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    return bytes;
  };
  expect(await attempt(flip(5_000))).toBe('damaged');
  expect(await attempt(flip(Math.floor(whole.length / 2)))).toBe('damaged');
  expect(await attempt(flip(whole.length - 6))).toBe('damaged');
  for (const length of [20, 5_000, whole.length - 1]) expect(await attempt(whole.subarray(0, length))).toBe('damaged');
  expect(await attempt(Buffer.concat([whole, Buffer.from('more')]))).toBe('damaged');
  expect(await attempt(Buffer.concat([whole, whole]))).toBe('damaged');
  const text = gunzipSync(whole);
  expect(await attempt(gzipSync(text.subarray(0, text.lastIndexOf('{"part":"end"'))))).toBe('damaged');
  expect(await attempt(gzipSync(Buffer.from(text.toString('latin1').replace('abcd1234', 'abcd1235'), 'latin1')))).toBe(
    'damaged',
  );
  expect(
    await attempt(gzipSync(Buffer.from(text.toString('latin1').replace('"version":1', '"version":2'), 'latin1'))),
  ).toBe('newer_format');
  expect(await attempt(Buffer.alloc(0))).toBe('not_a_backup');
  expect(await attempt(Buffer.from('-- PostgreSQL database dump\n'))).toBe('not_a_backup');
  expect(await attempt(gzipSync('-- PostgreSQL database dump\n'))).toBe('not_a_backup');
  expect(await attempt(gzipSync(Buffer.alloc(3_000_000)))).toBe('not_a_backup');
  await expect(restore({ file: join(folder, 'missing') })).rejects.toMatchObject({ code: 'file_unusable' });
  await expect(restore({ file: folder })).rejects.toMatchObject({ code: 'file_unusable' });
});

test('a file that changes between the check and the restore leaves the database empty', async () => {
  await backup();
  const damaged = join(folder, 'damaged');
  const text = gunzipSync(await readFile(file)).toString('latin1');
  await writeFile(damaged, gzipSync(Buffer.from(text.replace(/(\n1\t)[0-9a-f]/, '$1-'), 'latin1')));
  let isCopied = false;
  const onProgress: RestoreOptions['onProgress'] = ({ step, share }) => {
    if (step !== 'check' || share < 1 || isCopied) return;
    isCopied = true;
    execFileSync('cp', [damaged, file]);
  };
  await expect(restore({ onProgress })).rejects.toMatchObject({ code: 'damaged' });
  expect(isCopied).toBe(true);
  expect(await countRelations(target)).toBe(0);
});

test('a database that holds anything is never touched', async () => {
  await backup();
  await query(target, 'CREATE SCHEMA mine; CREATE TABLE mine.notes (id int); INSERT INTO mine.notes VALUES (1)');
  await expect(restore()).rejects.toMatchObject({
    code: 'database_not_empty',
    message:
      "The database isn't empty: it holds the table mine.notes. A restore never replaces data. Create an empty database and restore into that one. Nothing was changed.",
  });
  expect(await countRelations(target)).toBe(1);
  await expect(restore({ url: source.url })).rejects.toMatchObject({ code: 'database_not_empty' });
  await query(target, 'DROP TABLE mine.notes');
  await restore();
  await expect(restore()).rejects.toMatchObject({ code: 'database_not_empty' });
});

test('what a backup would lose is named, and no file is written', async () => {
  await query(target, `CREATE TABLE by_day (day date) PARTITION BY RANGE (day); CREATE DOMAIN short AS varchar(3)`);
  await expect(backup({ url: target.url })).rejects.toMatchObject({
    code: 'unsupported_objects',
    message: expect.stringContaining('domain public.short, partitioned table public.by_day. Nothing was written.'),
  });
  await query(target, 'DROP TABLE by_day; DROP DOMAIN short');
  await expect(backup({ url: target.url })).rejects.toMatchObject({ code: 'not_a_jackfield_database' });
  await expect(backup({ file: join(folder, 'missing', 'x') })).rejects.toMatchObject({
    code: 'file_unusable',
    message: `There is no folder ${join(folder, 'missing')}. Create it first.`,
  });
  expect(await readdir(folder)).toEqual([]);
});

test('only a regular file is replaced, with and without force', async () => {
  const linked = join(folder, 'linked');
  await writeFile(linked, 'precious');
  const targets = { 'a symbolic link': join(folder, 'link'), 'a folder': join(folder, 'folder') };
  await symlink(linked, targets['a symbolic link']);
  await mkdir(targets['a folder']);
  const dangling = join(folder, 'dangling');
  await symlink(join(folder, 'missing'), dangling);
  const all: [kind: string, path: string][] = [...Object.entries(targets), ['a symbolic link', dangling]];
  if (process.platform !== 'win32') {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    all.push(['a pipe', pipe]);
    const device = join(folder, 'device');
    if (createDevice(device)) all.push(['a device', device]);
  }
  const before = await readdir(folder);
  for (const [kind, path] of all) {
    const { mode, ino } = await lstat(path);
    for (const force of [false, true]) {
      await expect(backup({ file: path, force })).rejects.toMatchObject({
        code: 'file_unusable',
        message: `${path} is ${kind}, not a regular file. Choose another name.`,
      });
    }
    expect(await lstat(path)).toMatchObject({ mode, ino });
  }
  expect(await readdir(folder)).toEqual(before);
  expect(await readFile(linked, 'utf8')).toBe('precious');
});

test('a link that takes the name while the backup is written is not replaced either', async () => {
  const linked = join(folder, 'linked');
  await writeFile(linked, 'precious');
  let created: Promise<void> | undefined;
  const onProgress = () => {
    created ??= symlink(linked, file);
  };
  await expect(backup({ force: true, onProgress })).rejects.toMatchObject({ code: 'file_unusable' });
  await created;
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(['linked', 'today.backup']);
});

test.runIf(process.platform !== 'win32')(
  'a restore reads a link to a backup and rejects a pipe or a device',
  async () => {
    await backupSmall();
    const link = join(folder, 'link');
    await symlink(file, link);
    expect((await verifyBackup(link)).rows).toBeGreaterThan(0);
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/null']) {
      await expect(restore({ file: path })).rejects.toMatchObject({
        code: 'file_unusable',
        message: `${path} isn't a regular file. Name a backup file.`,
      });
    }
  },
);

test('stopping a backup or a restore leaves neither a file nor a table, and both can be run again', async () => {
  for (const run of [backup, restore]) {
    const { onProgress, started } = whenCopying();
    const stopping = new AbortController();
    const stopped = run({ onProgress, signal: stopping.signal });
    const expected = expect(stopped).rejects.toMatchObject({ code: 'aborted' });
    await started;
    stopping.abort();
    await expected;
    if (run === backup) {
      expect(await readdir(folder)).toEqual([]);
      await backup();
    }
    await expect.poll(() => countRelations(target)).toBe(0);
  }
  await restore();
});

test('a connection that is lost in the middle is reported, and nothing is left', async () => {
  const [near, far] = await Promise.all([startDatabaseProxy(source.url), startDatabaseProxy(target.url)]);
  const reading = whenCopying();
  const read = expect(backup({ url: near.url, onProgress: reading.onProgress })).rejects.toMatchObject({
    code: 'connection_lost',
    message: expect.stringContaining('Nothing was written.'),
  });
  await reading.started;
  await near.refuse();
  await read;
  expect(await readdir(folder)).toEqual([]);

  await backup();
  const writing = whenCopying();
  const wrote = expect(restore({ url: far.url, onProgress: writing.onProgress })).rejects.toMatchObject({
    code: 'connection_lost',
    message: expect.stringContaining('The database was left empty.'),
  });
  await writing.started;
  await far.refuse();
  await wrote;
  await expect.poll(() => countRelations(target)).toBe(0);
  await expect(restore({ url: far.url })).rejects.toMatchObject({ code: 'unreachable' });
  await restore();
});

test('both can be stopped while the network is silent', async () => {
  for (const { database, run } of [
    { database: source, run: backup },
    { database: target, run: restore },
  ]) {
    const proxy = await startDatabaseProxy(database.url);
    const { onProgress, started } = whenCopying();
    const stopping = new AbortController();
    const stopped = expect(run({ url: proxy.url, onProgress, signal: stopping.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    await started;
    proxy.silence();
    stopping.abort();
    await stopped;
    await proxy.close();
    if (run === backup) await backup();
    await expect.poll(() => countRelations(target)).toBe(0);
  }
});

test('a migration that starts meanwhile waits, and the backup has the state before it', async () => {
  await query(source, 'CREATE TABLE changing AS SELECT 1 AS n');
  let changed: Promise<unknown> | undefined;
  await backup({
    onProgress: () => {
      changed ??= query(source, 'ALTER TABLE changing ADD COLUMN added int; TRUNCATE changing');
    },
  });
  await changed;
  await query(source, 'DROP TABLE changing');
  await restore();
  expect(await query(target, 'SELECT * FROM changing')).toEqual([[1]]);
});

/** Creates a second /dev/null; false where this process can't, which needs root. */
function createDevice(path: string): boolean {
  try {
    execFileSync('mknod', [path, 'c', '1', '3'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

test('a database that is shut down is reported as that, and nothing is left', async () => {
  await backup();
  const { onProgress, started } = whenCopying();
  const restored = expect(restore({ onProgress })).rejects.toMatchObject({
    code: 'connection_lost',
    message:
      'The database was shut down, or an administrator ended the connection, while the rows of public.big were restored. The database was left empty. Run this again once the database is reachable.',
  });
  await started;
  await target.execute(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'jackfield backup' AND datname = current_database()`,
  );
  await restored;
  await expect.poll(() => countRelations(target)).toBe(0);
});

const mounted = mountSmallDisk('1m');
const mountedForTables = mountSmallDisk('8m');
test.runIf(mountedForTables !== null)(
  'a full disk of the database is reported, and the restore can run again',
  async () => {
    const disk = mountedForTables ?? '';
    const tablespace = `small_${process.pid}`;
    // The server's account has to own the folder of a tablespace.
    const { uid, gid } = await withClient(target, async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      return stat(`/proc/${rows[0]?.pid}`);
    });
    await chown(disk, uid, gid);
    const name = new URL(target.url).pathname.slice(1);
    await target.execute(`CREATE TABLESPACE ${tablespace} LOCATION '${disk}'`);
    await target.execute(`GRANT CREATE ON TABLESPACE ${tablespace} TO PUBLIC`);
    await target.execute(`ALTER DATABASE ${name} SET default_tablespace = ${tablespace}`);
    await backup();
    await expect(restore()).rejects.toMatchObject({
      code: 'disk_full',
      message:
        'The disk of the database is full. The database was left empty. Free some space on that disk and run this again.',
    });
    expect(await countRelations(target)).toBe(0);
    await target.execute(`ALTER DATABASE ${name} RESET default_tablespace`);
    await target.execute(`DROP TABLESPACE ${tablespace}`);
    await restore();
  },
);

test.runIf(mounted !== null)('a full disk is reported and frees what was written', async () => {
  const small = join(mounted ?? '', 'today.backup');
  await expect(backup({ file: small })).rejects.toMatchObject({
    code: 'disk_full',
    message: `The disk of ${small} is full. Nothing was left there. Free some space, or write the backup to another disk.`,
  });
  expect(await readdir(mounted ?? '')).toEqual([]);
});
afterAll(async () => {
  for (const disk of [mounted, mountedForTables]) {
    if (disk === null) continue;
    execFileSync('umount', [disk]);
    await rm(disk, { recursive: true });
  }
});

/** A disk of this size; null where this process can't mount one. */
function mountSmallDisk(size: string): string | null {
  const at = execFileSync('mktemp', ['-d', join(tmpdir(), 'jackfield-disk-XXXXXX')])
    .toString()
    .trim();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at], { stdio: 'pipe' });
    return at;
  } catch {
    execFileSync('rmdir', [at]);
    process.stderr.write('Skipped: a full disk. Mounting a small one needs root on Linux.\n');
    return null;
  }
}
