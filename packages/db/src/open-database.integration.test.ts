import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from './index.ts';
import { findMigrationsFolder } from './migrations/read-migrations.ts';

let temporary = '';
let migrations = '';
/** A data folder with one row in it, to copy: making one takes seconds. */
let written = '';

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'jackfield-db-'));
  written = join(temporary, 'written');
  const database = await openDatabase({ dataFolder: written });
  await addInstance(database);
  await database.close();
});
afterAll(() => rm(temporary, { recursive: true, force: true }));
beforeEach(async () => {
  migrations = await mkdtemp(join(temporary, 'migrations-'));
  await cp(findMigrationsFolder(), migrations, { recursive: true });
});

async function addMigration(name: string, script: string): Promise<string> {
  await mkdir(join(migrations, name));
  const file = join(migrations, name, 'migration.sql');
  await writeFile(file, script);
  return file;
}

function addInstance({ prisma }: Database): Promise<unknown> {
  return prisma.instance.create({ data: { sealedCanary: 'sealed' } });
}

describe('the embedded database', () => {
  let dataFolder = '';
  beforeEach(async () => {
    dataFolder = join(await mkdtemp(join(temporary, 'data-')), 'data');
  });

  test('is made in its folder, keeps what was written, and opens again without a word', async () => {
    const lines: string[] = [];
    const first = await openDatabase({ dataFolder, onProgress: (line) => lines.push(line) });
    expect(first.isEmbedded).toBe(true);
    await addInstance(first);
    await first.close();
    expect(lines).toEqual([
      `Creating the embedded database in ${dataFolder}`,
      expect.stringMatching(/^Applying \d+ migrations?$/),
    ]);

    const again: string[] = [];
    const second = await openDatabase({ dataFolder, onProgress: (line) => again.push(line) });
    expect(await second.prisma.instance.count()).toBe(1);
    await second.close();
    expect(again).toEqual([]);
  });

  test.each([
    ['by the older Jackfield', 'pglite.json', '{"pglite":"0.4","postgresql":"17"}', /older Jackfield.*PGlite/],
    ['by the older Jackfield, cut off', join('db', 'PG_VERSION'), '17\n', /older Jackfield.*PGlite/],
    [
      'by another PostgreSQL',
      join('postgresql', 'PG_VERSION'),
      '17\n',
      /written by PostgreSQL 17; .* runs PostgreSQL 18/,
    ],
  ])('rejects a folder that was written %s, and leaves it alone', async (_how, file, text, message) => {
    await mkdir(dirname(join(dataFolder, file)), { recursive: true });
    await writeFile(join(dataFolder, file), text);
    await expect(openDatabase({ dataFolder })).rejects.toMatchObject({
      code: 'foreign_version',
      message: expect.stringMatching(message),
    });
    expect(await readFile(join(dataFolder, file), 'utf8')).toBe(text);
    expect(await readdir(dataFolder)).toEqual(expect.arrayContaining([file.split(sep)[0], 'lock']));
    expect(await readdir(dataFolder)).toHaveLength(2);
  });

  test('is made again when its making was cut off', async () => {
    await mkdir(join(dataFolder, 'postgresql.new', 'base'), { recursive: true });
    await writeFile(join(dataFolder, 'postgresql.new', 'PG_VERSION'), '18\n');
    const database = await openDatabase({ dataFolder });
    expect(await database.prisma.instance.count()).toBe(0);
    await database.close();
    expect(await readdir(dataFolder)).not.toContain('postgresql.new');
  });

  test('refuses to be opened twice', async () => {
    await cp(written, dataFolder, { recursive: true });
    const first = await openDatabase({ dataFolder });
    await expect(openDatabase({ dataFolder })).rejects.toMatchObject({ code: 'folder_in_use' });
    await first.close();
  });

  test('says so when its folder cannot be made', async () => {
    const file = join(temporary, 'a-file');
    await writeFile(file, '');
    await expect(openDatabase({ dataFolder: join(file, 'data') })).rejects.toMatchObject({
      code: 'folder_not_usable',
      message: expect.stringContaining(file),
    });
  });
});

test('a PostgreSQL that does not answer is named without its password', async () => {
  const failure = await openDatabase({ url: 'postgresql://ann:hidden-word@127.0.0.1:1/jackfield' }).catch(
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code: 'unreachable', message: expect.stringContaining('127.0.0.1:1/jackfield') });
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('hidden-word');
});

test('nothing is opened when neither a server nor a folder is chosen', async () => {
  await expect(openDatabase({})).rejects.toMatchObject({ code: 'no_database_chosen' });
});

describe('migrations of the embedded database', () => {
  let dataFolder = '';
  beforeEach(async () => {
    dataFolder = await mkdtemp(join(temporary, 'data-'));
    await cp(written, dataFolder, { recursive: true });
  });
  const open = () => openDatabase({ dataFolder, migrationsFolder: migrations });

  test('a new one is applied to a database that holds rows', async () => {
    await addMigration('99990101000000_note', 'ALTER TABLE "instance" ADD COLUMN "note" TEXT;');
    const database = await open();
    expect(await database.prisma.$queryRawUnsafe('SELECT id, note FROM instance')).toEqual([
      { id: 'instance', note: null },
    ]);
    await database.close();
  });

  test('one that fails stops the start, changes nothing, and is tried again at the next start', async () => {
    await addMigration('99990101000000_note', 'ALTER TABLE "instance" ADD COLUMN "note" TEXT;');
    const file = await addMigration('99990102000000_bad', 'DROP TABLE "instance"; SELECT no_such_function();');
    const refusal = { code: 'migration_failed', message: expect.stringContaining('99990102000000_bad') };
    await expect(open()).rejects.toMatchObject(refusal);
    await expect(open()).rejects.toMatchObject(refusal);

    // The version before this update, which knows neither of the two.
    const before = await openDatabase({ dataFolder });
    expect(await before.prisma.$queryRawUnsafe('SELECT * FROM instance')).not.toHaveProperty('0.note');
    await before.close();

    await writeFile(file, 'SELECT 1;');
    const database = await open();
    expect(await database.prisma.$queryRawUnsafe('SELECT note FROM instance')).toEqual([{ note: null }]);
    await database.close();
  });

  test('one that another program left unfinished stops the start, and is named', async () => {
    const database = await openDatabase({ dataFolder });
    await database.prisma
      .$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_init'`;
    await database.close();
    await expect(open()).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringMatching(/_init failed on this database: it did not finish/),
    });
  });

  test('one that was edited after it was applied stops the start', async () => {
    const file = await addMigration('99990101000000_note', 'ALTER TABLE "instance" ADD COLUMN "note" TEXT;');
    await (await open()).close();
    await writeFile(file, 'ALTER TABLE "instance" ADD COLUMN "other" TEXT;');
    await expect(open()).rejects.toMatchObject({ code: 'migration_changed' });
  });

  test('a database that a newer version wrote is refused', async () => {
    await addMigration('99990101000000_note', 'ALTER TABLE "instance" ADD COLUMN "note" TEXT;');
    await (await open()).close();
    await rm(join(migrations, '99990101000000_note'), { recursive: true });
    await expect(open()).rejects.toMatchObject({ code: 'written_by_newer' });
  });
});
