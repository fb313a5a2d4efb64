import { answersPostgreSql, createScratchDatabase, type ScratchDatabase } from '@jackfield/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../index.ts';
import { MIGRATION_LOCK } from './exclusively.ts';

const answers = await answersPostgreSql();
console.log(answers ? 'PostgreSQL answers: its tests run' : 'No PostgreSQL answers: only the embedded one is tested');

describe.runIf(answers)('a PostgreSQL server', () => {
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
    expect(first.engine).toBe('postgresql');
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

  test('is waited for while another process applies a migration, which is no failed one', async () => {
    const migrated = await createScratchDatabase();
    await (await openDatabase({ url: migrated.url })).close();
    const other = new pg.Client({ connectionString: migrated.url });
    await other.connect();
    await other.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await other.query('UPDATE _prisma_migrations SET finished_at = NULL');
    const lines: string[] = [];
    const opening = openDatabase({ url: migrated.url, onProgress: (line) => lines.push(line) });
    await vi.waitFor(() => expect(lines).toEqual(['Waiting for another process that applies migrations']), {
      timeout: 20_000,
    });
    await other.query('UPDATE _prisma_migrations SET finished_at = now()');
    await other.end();
    const database = await opening;
    expect(await database.prisma.instance.count()).toBe(0);
    await database.close();
    await migrated.drop();
  });

  test('answers a ping', async () => {
    const database = await openDatabase({ url });
    await expect(database.ping()).resolves.toBeUndefined();
    await database.close();
    await expect(database.ping()).rejects.toThrow();
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
