import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScratchDatabase, type ScratchDatabase, startDatabaseProxy } from '@jackfield/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Database, isUnavailable, openDatabase } from '../index.ts';
import { findMigrationsFolder } from '../migrations/read-migrations.ts';
import { MIGRATION_LOCK } from './exclusively.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };

describe('a PostgreSQL server', () => {
  let scratch: ScratchDatabase;
  let url: string;
  beforeAll(async () => {
    scratch = await createScratchDatabase();
    url = scratch.url;
  });
  afterAll(() => scratch.drop());

  test('gets the migrations once, also when two processes start at the same time', async () => {
    const databases = await Promise.all([openDatabase({ url }), openDatabase({ url })]);
    const [first, second] = databases;
    expect(first.isEmbedded).toBe(false);
    await first.prisma.instance.create({ data: { sealedCanary: 'sealed' } });
    expect(await second.prisma.instance.count()).toBe(1);
    await Promise.all(databases.map((database) => database.close()));

    const lines: string[] = [];
    const again = await openDatabase({ url, onProgress: (line) => lines.push(line) });
    expect(await again.prisma.instance.count()).toBe(1);
    await again.close();
    expect(lines).toEqual([]);
  });

  test('gets the migrations once, however many processes start on it at the same instant', async () => {
    const empty = await createScratchDatabase();
    const lines: string[] = [];
    const starts = Array.from({ length: 6 }, () =>
      openDatabase({ url: empty.url, onProgress: (line) => lines.push(line) }),
    );
    const opened = await Promise.allSettled(starts);
    const databases: Database[] = [];
    for (const result of opened) if (result.status === 'fulfilled') databases.push(result.value);
    await Promise.all(databases.map((database) => database.close()));
    await empty.drop();
    expect(opened.map(({ status }) => status)).toEqual(Array.from(starts, () => 'fulfilled'));
    expect(lines.filter((line) => line.startsWith('Applying'))).toHaveLength(1);
  });

  test('is waited for while another process applies migrations', async () => {
    const empty = await createScratchDatabase();
    const other = new pg.Client({ connectionString: empty.url });
    await other.connect();
    await other.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const lines: string[] = [];
    const opening = openDatabase({ url: empty.url, onProgress: (line) => lines.push(line) });
    await vi.waitFor(() => expect(lines).toEqual(['Waiting for another process that applies migrations']), PATIENCE);
    await other.end();
    const database = await opening;
    expect(await database.prisma.instance.count()).toBe(0);
    await database.close();
    await empty.drop();
  });

  test('has all migrations of an update or none when the process that applies them is cut off', async () => {
    const scratch = await createScratchDatabase();
    await (await openDatabase({ url: scratch.url })).close();
    const migrationsFolder = await mkdtemp(join(tmpdir(), 'jackfield-migrations-'));
    await cp(findMigrationsFolder(), migrationsFolder, { recursive: true });
    for (const [name, script] of [
      ['99990101000000_first', 'CREATE TABLE "first" ("id" TEXT);'],
      ['99990102000000_second', 'CREATE TABLE "second" ("id" TEXT); ALTER TABLE "instance" ADD COLUMN "note" TEXT;'],
    ] as const) {
      await mkdir(join(migrationsFolder, name));
      await writeFile(join(migrationsFolder, name, 'migration.sql'), script);
    }
    const other = new pg.Client({ connectionString: scratch.url });
    await other.connect();
    // Within a transaction, what others do is told as it was when first asked for.
    const observer = new pg.Client({ connectionString: scratch.url });
    await observer.connect();
    const listTables = async () =>
      (await observer.query(`SELECT to_regclass('first') AS first, to_regclass('second') AS second`)).rows[0];
    await other.query('BEGIN');
    await other.query('LOCK TABLE "instance"');

    const proxy = await startDatabaseProxy(scratch.url);
    const cutOff = openDatabase({ url: proxy.url, migrationsFolder }).catch((error: unknown) => error);
    const countWaiting = `SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE '%ADD COLUMN "note"%' AND wait_event_type = 'Lock'`;
    await vi.waitFor(async () => expect((await observer.query(countWaiting)).rows[0].waiting).toBe(1), PATIENCE);
    await proxy.close();
    expect(await cutOff).toMatchObject({ code: 'migration_failed' });
    const again = openDatabase({ url: scratch.url, migrationsFolder });
    expect(await listTables()).toEqual({ first: null, second: null });
    await other.query('COMMIT');

    await (await again).close();
    expect(await listTables()).toEqual({ first: 'first', second: 'second' });
    await Promise.all([other.end(), observer.end()]);
    await scratch.drop();
    await rm(migrationsFolder, { recursive: true });
  });

  test('answers a ping', async () => {
    const database = await openDatabase({ url });
    await expect(database.ping()).resolves.toBeUndefined();
    await database.close();
    await expect(database.ping()).rejects.toThrow();
  });

  test('that has no connection left is named at the start, and waited for later on', async () => {
    const limited = await createScratchDatabase({ isMigrated: true });
    const name = new URL(limited.url).pathname.slice(1);
    const database = await openDatabase({ url: limited.url });
    await limited.execute(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
    await expect(openDatabase({ url: limited.url })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/no connection left. Raise its max_connections/),
    });
    // More at once than there are connections in the pool.
    const query = () => database.prisma.$queryRaw`SELECT pg_sleep(0.05)::text`.then(() => null);
    const errors = await Promise.all(Array.from({ length: 4 }, () => query().catch((error: unknown) => error)));
    expect(errors.filter((error) => error !== null).every(isUnavailable)).toBe(true);
    expect(errors).toContainEqual(expect.any(Error));
    await limited.execute(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
    await Promise.all(Array.from({ length: 4 }, query));
    await database.close();
    await limited.drop();
  });

  test('without the database is told apart from one that does not answer', async () => {
    const missing = new URL(url);
    missing.pathname = '/no_such_database';
    await expect(openDatabase({ url: missing.href })).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('no_such_database'),
    });
  });
});
