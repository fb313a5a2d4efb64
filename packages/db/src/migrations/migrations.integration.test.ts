import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createScratchDatabase } from '@jackfield/testing';
import { expect, test } from 'vitest';
import { createMigration, planMigration } from './create-migration.ts';
import { PlanningAdapter } from './planning-adapter.ts';
import { findMigrationsFolder, readMigrations } from './read-migrations.ts';
import { createSchemaEngine, noFilters, toMigrationList } from './schema-engine.ts';

const migrations = findMigrationsFolder();
const schemaFile = join(migrations, '..', 'schema.prisma');

test('the migrations make exactly what the schema says', async () => {
  expect(await planMigration(migrations, await readFile(schemaFile, 'utf8'))).toBe('');
});

test('what was applied at start is known to Prisma, and nothing is missing or different', async () => {
  const scratch = await createScratchDatabase({ isMigrated: true });
  const engine = await createSchemaEngine(new PlanningAdapter(scratch.url));
  const migrationsList = toMigrationList(migrations, await readMigrations(migrations));
  expect(
    await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilters }),
  ).toEqual({ hasMigrationsTable: true, history: null, failedMigrationNames: [], editedMigrationNames: [] });
  await scratch.drop();
});

test('a changed schema becomes one migration that holds only the change', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-migrations-'));
  await cp(migrations, folder, { recursive: true });
  const schema = await readFile(schemaFile, 'utf8');
  const changed = schema.replace(/model Instance \{/, 'model Instance {\n  note String?');
  const name = await createMigration(folder, changed, 'instance_note');
  expect(name).toMatch(/^\d{14}_instance_note$/);
  const script = await readFile(join(folder, name ?? '', 'migration.sql'), 'utf8');
  expect(script.trim()).toBe('-- AlterTable\nALTER TABLE "instance" ADD COLUMN     "note" TEXT;');
  await rm(folder, { recursive: true });
});

test('the client and the engine that makes migrations are of one Prisma release', () => {
  const require = createRequire(import.meta.url);
  const fromPrisma = createRequire(require.resolve('prisma/package.json'));
  const fromEngines = createRequire(fromPrisma.resolve('@prisma/engines/package.json'));
  const engines: string = fromEngines('@prisma/engines-version/package.json').version;
  expect(require('../../package.json').devDependencies['@prisma/schema-engine-wasm']).toBe(engines);
  expect(require('@prisma/client/package.json').version).toBe(engines.split('-')[0]);
  expect(require('prisma/package.json').version).toBe(engines.split('-')[0]);
});
