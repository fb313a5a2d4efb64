import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createScratchDatabase, type ScratchDatabase } from '@jackfield/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findMigrationsFolder, readMigrations } from '../migrations/read-migrations.ts';
import { openDatabase } from '../open-database.ts';
import { backupDatabase } from './backup-database.ts';
import { quoteName } from './catalog/quote-name.ts';
import { readDefinitions } from './catalog/read-definitions.ts';
import { readTables } from './catalog/read-tables.ts';
import { restoreDatabase } from './restore-database.ts';
import { fillEveryTable } from './testing/fill-tables.ts';
import { query, withClient } from './testing/query-database.ts';

let folder: string;
let file: string;
let databases: ScratchDatabase[];
let source: ScratchDatabase;
let target: ScratchDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-backup-'));
  file = join(folder, 'today.backup');
  databases = await Promise.all([createScratchDatabase({ isMigrated: true }), createScratchDatabase()]);
  [source, target] = databases as [ScratchDatabase, ScratchDatabase];
  await query(source, `INSERT INTO instance ("sealedCanary") VALUES ('v1.abcd1234.iv.tag.text')`);
});
afterEach(async () => {
  await Promise.all(databases.map(({ drop }) => drop()));
  await rm(folder, { recursive: true });
});

const backup = (more = {}) => backupDatabase({ url: source.url, file, jackfieldVersion: '0.1.0', ...more });
const restore = (more = {}) => restoreDatabase({ url: target.url, file, ...more });

/** A digest of all rows of each table, by its name. */
const digests = (database: ScratchDatabase) =>
  withClient(database, async (client) => {
    const found: Record<string, string> = {};
    for (const { schema, name } of await readTables(client)) {
      const { rows } = await client.query(`SELECT t::text AS row FROM ${quoteName(schema, name)} t ORDER BY 1`);
      const text = rows.map(({ row }) => row).join('\n');
      found[`${schema}.${name}`] = `${rows.length} ${createHash('sha256').update(text).digest('hex')}`;
    }
    return found;
  });

test('every table of the schema comes back identical, and its migrations are known', async () => {
  await withClient(source, fillEveryTable);
  const before = await digests(source);
  expect(Object.values(before).filter((digest) => digest.startsWith('0 '))).toEqual([]);
  const made = await backup();
  expect(made).toMatchObject({ tables: Object.keys(before).length, masterKeyIds: ['abcd1234', 'key'] });
  const restored = await restore();
  expect(restored).toMatchObject({ tables: made.tables, rows: made.rows, bytes: made.bytes });
  expect(await digests(target)).toEqual(before);
  const lines: string[] = [];
  await (await openDatabase({ url: target.url, onProgress: (line) => lines.push(line) })).close();
  expect(lines).toEqual([]);
});

test('a restored database has the indexes, constraints and defaults of the original', async () => {
  const describe = (database: ScratchDatabase) =>
    Promise.all([
      query(database, `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`),
      query(
        database,
        `SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
      ),
      query(
        database,
        `SELECT table_name, column_name, ordinal_position, column_default, data_type, is_nullable
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`,
      ),
    ]);
  await backup();
  await restore();
  expect(await describe(target)).toEqual(await describe(source));
});

test('hostile values come back as they were', async () => {
  await query(
    source,
    `
    CREATE SCHEMA "odd ""schema""";
    CREATE TABLE "odd ""schema"""."Table, with 'quotes'" (
      id int PRIMARY KEY, "a ""column""" text, b bytea, j jsonb, list text[], f float8, n numeric, t timestamptz,
      i interval, m money, doubled int GENERATED ALWAYS AS (id * 2) STORED
    );
    CREATE TABLE nothing_in_it (id int);
    CREATE TABLE no_columns ();
    INSERT INTO no_columns DEFAULT VALUES;
    INSERT INTO "odd ""schema"""."Table, with 'quotes'" VALUES
      (1, E'back\\\\slash \\\\N \\\\. tab\\t newline\\n return\\r \\b\\f\\v \\x01 end', '\\x00ff0a5c', '{"a": "\\n\\\\ \\"", "b": [1e400]}',
        ARRAY[NULL, '', 'NULL', '{"}', E'\\\\'], 'NaN', 1e-300, '2026-03-29 01:30:00.123456+01', '-1 mon 3 days -04:05:06.7', '-1234.56'),
      (2, '', '', 'null', '{}', '-Infinity', 'Infinity', 'infinity', '0', NULL),
      (3, NULL, NULL, NULL, NULL, '-0', 123456789012345678901234567890.123, '4713-01-01 BC', NULL, NULL),
      (4, E'\\\\.', NULL, '"日本語 🎉 \\u202e"', '{{a,b},{c,d}}', 5e-324, NULL, NULL, NULL, NULL),
      (5, U&'e\\0301 é \\FEFF zero\\200Bwidth \\+01F600', NULL, NULL, '[5:6]={x,y}', 0.1, NULL, NULL, NULL, NULL)`,
  );
  const before = await digests(source);
  await backup();
  await restore();
  expect(await digests(target)).toEqual(before);
  expect(before['public.no_columns']).toMatch(/^1 /);
});

test('objects that no migration creates come along, whatever depends on what', async () => {
  await query(
    source,
    `
    CREATE SCHEMA workflow_engine;
    SET search_path = workflow_engine;
    CREATE COLLATION numeric_order (provider = icu, locale = 'und-u-kn', deterministic = false);
    CREATE TYPE mood AS ENUM ('it''s', 'fine');
    CREATE SEQUENCE numbers INCREMENT 5 START 100;
    CREATE TABLE node (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, serial_number bigserial, parent bigint, twin bigint UNIQUE,
      mood mood DEFAULT 'fine', number bigint DEFAULT nextval('numbers'), name text COLLATE "C" NOT NULL CHECK (name <> ''),
      EXCLUDE USING btree (name WITH =)
    ) WITH (fillfactor = 70);
    CREATE UNLOGGED TABLE sorted (name text COLLATE numeric_order UNIQUE);
    CREATE TABLE twin (id bigint PRIMARY KEY, node bigint REFERENCES node DEFERRABLE INITIALLY DEFERRED);
    ALTER TABLE node ADD FOREIGN KEY (parent) REFERENCES node, ADD FOREIGN KEY (twin) REFERENCES twin ON DELETE SET NULL;
    CREATE FUNCTION count_up(n node) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no; not now'; END $$;
    BEGIN;
    INSERT INTO node (name) VALUES ('a'), ('b');
    UPDATE node SET parent = 3 - id;
    INSERT INTO twin VALUES (1, 1);
    UPDATE node SET twin = 1 WHERE id = 1;
    COMMIT;
    SELECT nextval('numbers');
    CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON node FOR EACH ROW EXECUTE FUNCTION refuse();
    CREATE TRIGGER asleep BEFORE DELETE ON node FOR EACH ROW EXECUTE FUNCTION refuse();
    ALTER TABLE node DISABLE TRIGGER asleep;
    CREATE VIEW names AS SELECT name FROM node;
    CREATE MATERIALIZED VIEW stored_names AS SELECT name FROM names;
    CREATE UNIQUE INDEX stored ON stored_names (name);
    CREATE INDEX by_name ON node (lower(name)) WHERE parent IS NOT NULL;
    ALTER TABLE twin ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON twin FOR SELECT USING (id = 1);
    CREATE INDEX "added by hand" ON public.instance ("createdAt")`,
  );
  await backup();
  await restore();
  const describe = (database: ScratchDatabase) =>
    withClient(database, async (client) => {
      await client.query(`SET search_path = ''`);
      const found = (await readDefinitions(client)).map(({ kind, name, sql }) => `${kind} ${name}: ${sql}`);
      const { rows } = await client.query('SELECT sequencename, last_value FROM pg_sequences ORDER BY 1');
      return [...found.sort(), ...rows.map((row) => JSON.stringify(row))];
    });
  expect(await describe(target)).toEqual(await describe(source));
  expect(await digests(target)).toEqual(await digests(source));
  expect(await query(target, `SELECT nextval('workflow_engine.numbers')`)).toEqual([['115']]);
  await expect(query(target, `INSERT INTO workflow_engine.node (name) VALUES ('c')`)).rejects.toThrow('no; not now');
  await expect(query(target, 'UPDATE workflow_engine.twin SET node = 9')).rejects.toThrow('foreign key');
});

test('a table that the account may not read stops the backup, with its name', async () => {
  await source.execute('CREATE TABLE foreign_to_us (id int)');
  await expect(backup()).rejects.toMatchObject({
    code: 'database_rejected',
    message: expect.stringContaining('permission denied for table foreign_to_us (42501). Nothing was written.'),
  });
  expect(await readdir(folder)).toEqual([]);
});

test('a schema that the account may not use is not ours: it is neither backed up nor in the way of a restore', async () => {
  for (const database of [source, target]) {
    await database.execute('CREATE SCHEMA provider; CREATE TABLE provider.inner_life (id int)');
  }
  await backup();
  await restore();
  expect(await query(target, `SELECT to_regclass('public.instance') IS NOT NULL`)).toEqual([[true]]);
});

test('an object that the new database rejects is named, and a later restore can succeed', async () => {
  await query(
    source,
    `CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE TABLE counted (n int DEFAULT one())`,
  );
  await backup();
  await target.execute(`REVOKE USAGE ON LANGUAGE sql FROM PUBLIC`);
  await expect(restore()).rejects.toMatchObject({
    code: 'database_rejected',
    message: expect.stringMatching(/^The database failed while creating the .* The database was left empty\.$/),
  });
  await target.execute(`GRANT USAGE ON LANGUAGE sql TO PUBLIC`);
  await restore();
  await query(target, 'INSERT INTO counted DEFAULT VALUES');
  expect(await query(target, 'SELECT n FROM counted')).toEqual([[1]]);
});

test('a database whose account looks into another schema is rejected rather than restored out of sight', async () => {
  await backup();
  const name = new URL(target.url).pathname.slice(1);
  await target.execute(`CREATE SCHEMA elsewhere; GRANT ALL ON SCHEMA elsewhere TO PUBLIC;
    ALTER DATABASE ${name} SET search_path = elsewhere`);
  await expect(restore()).rejects.toMatchObject({
    message: expect.stringContaining(
      'tables are in the schema public, and Jackfield would look for them in elsewhere.',
    ),
  });
  await target.execute(`ALTER DATABASE ${name} RESET search_path`);
  await restore();
});

test('a backup made while rows are written is one state: pairs written in one transaction stay pairs', async () => {
  await query(source, 'CREATE TABLE left_side (id int PRIMARY KEY, fill text); CREATE TABLE right_side (id int)');
  const abort = new AbortController();
  let written = 0;
  const writing = withClient(source, async (client) => {
    while (!abort.signal.aborted) {
      await client.query(`WITH n AS (SELECT coalesce(max(id), 0) + 1 AS id FROM left_side),
        l AS (INSERT INTO left_side SELECT id, repeat('x', 2000) FROM n) INSERT INTO right_side SELECT id FROM n`);
      written += 1;
    }
  });
  await expect.poll(() => written).toBeGreaterThan(50);
  const writtenBefore = written;
  await backup();
  expect(written).toBeGreaterThan(writtenBefore);
  abort.abort();
  await writing;
  await restore();
  const count = 'SELECT count(*)::int FROM';
  const [pairs] = await query(target, `${count} left_side JOIN right_side USING (id)`);
  expect(await query(target, `${count} left_side`)).toEqual([pairs]);
  expect(await query(target, `${count} right_side`)).toEqual([pairs]);
});

test('rows that a migration would insert are not doubled, and newer migrations are left to the next start', async () => {
  const older = join(folder, 'migrations');
  const all = await readMigrations(findMigrationsFolder());
  for (const { name, script } of all) {
    await mkdir(join(older, name), { recursive: true });
    const added =
      name === all[0]?.name ? `${script}\nINSERT INTO instance ("sealedCanary") VALUES ('v1.first.x.y.z');` : script;
    await writeFile(join(older, name, 'migration.sql'), added);
  }
  const fresh = await createScratchDatabase();
  databases.push(fresh);
  await (await openDatabase({ url: fresh.url, migrationsFolder: older })).close();
  await backupDatabase({ url: fresh.url, file, jackfieldVersion: '0.1.0' });
  const newer = join(older, '29991231000000_newer');
  await mkdir(newer);
  await writeFile(join(newer, 'migration.sql'), 'ALTER TABLE "instance" ADD COLUMN "note" TEXT;');
  await restore({ migrationsFolder: older });
  expect(await query(target, 'SELECT count(*)::int FROM instance')).toEqual([[1]]);
  const lines: string[] = [];
  const onProgress = (line: string) => lines.push(line);
  await (await openDatabase({ url: target.url, migrationsFolder: older, onProgress })).close();
  expect(lines).toEqual(['Applying 1 migration']);
  // What the newer version backs up, the older one rejects.
  await backupDatabase({ url: target.url, file, force: true, jackfieldVersion: '9.0.0' });
  await rm(newer, { recursive: true });
  const empty = await createScratchDatabase();
  databases.push(empty);
  await expect(restoreDatabase({ url: empty.url, file, migrationsFolder: older })).rejects.toMatchObject({
    code: 'written_by_newer',
    message: expect.stringContaining('29991231000000_newer'),
  });
});

test('the file is for its owner only, complete or not there, and never replaced unless asked', async () => {
  await backup();
  expect(await readdir(folder)).toEqual(['today.backup']);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  const before = await readFile(file);
  await expect(backup()).rejects.toMatchObject({ code: 'file_exists' });
  expect(await readFile(file)).toEqual(before);
  await backup({ force: true, readMasterKey: async () => 'the key' });
  expect(gunzipSync(before).includes('"masterKey"')).toBe(false);
  expect((await restore()).masterKey).toBe('the key');
  expect(await readdir(folder)).toEqual(['today.backup']);
});

test('the master key is read for the state that the backup has, and one that does not cover it leaves no file', async () => {
  let needed: readonly string[] = [];
  const made = await backup({
    readMasterKey: async (ids: readonly string[]) => {
      needed = ids;
      // As when a rotation ends at this moment.
      await query(source, `UPDATE instance SET "sealedCanary" = 'v1.11112222.iv.tag.text'`);
      return 'the key';
    },
  });
  expect(needed).toEqual(['abcd1234']);
  expect(made.masterKeyIds).toEqual(needed);
  const failure = new Error('another key');
  const readMasterKey = () => Promise.reject(failure);
  await expect(backup({ file: join(folder, 'next'), readMasterKey })).rejects.toBe(failure);
  expect(await readdir(folder)).toEqual(['today.backup']);
});
