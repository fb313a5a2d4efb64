import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '../embedded/start-embedded-server.ts';
import { PlanningAdapter } from './planning-adapter.ts';
import { readMigrations } from './read-migrations.ts';
import { createSchemaEngine, noFilters, toMigrationList } from './schema-engine.ts';

/**
 * Writes the migration from what a folder of migrations makes to what the schema says.
 *
 * @param name letters, digits and `_`; the time is put before it
 * @returns the new migration's name, or nothing when they agree already.
 */
export async function createMigration(
  folder: string,
  schema: string,
  name: string,
  now = new Date(),
): Promise<string | undefined> {
  await mkdir(folder, { recursive: true });
  const script = await planMigration(folder, schema);
  if (script === '') return undefined;
  // As Prisma names them: 20261201093000_name.
  const migration = `${now.toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
  await mkdir(join(folder, migration));
  await writeFile(join(folder, migration, 'migration.sql'), script);
  await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  return migration;
}

/**
 * The script between what a folder of migrations makes and what the schema says; empty when they agree. The migrations
 * are replayed into a scratch database of an embedded server that is started for it.
 */
export async function planMigration(folder: string, schema: string): Promise<string> {
  const from = { tag: 'migrations' as const, ...toMigrationList(folder, await readMigrations(folder)) };
  const to = { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content: schema }] };
  return withScratchServer(async (url) => {
    const engine = await createSchemaEngine(new PlanningAdapter(url), schema);
    const { stdout } = await engine.diff({ from, to, script: true, exitCode: null, filters: noFilters });
    return isEmpty(stdout) ? '' : (stdout ?? '');
  });
}

async function withScratchServer<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'jackfield-migration-'));
  const server = await startEmbeddedServer(dataFolder, { isDurable: false });
  try {
    return await work(server.administratorUrl);
  } finally {
    await server.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** The engine says "This is an empty migration." in a comment. */
function isEmpty(script: string | null): boolean {
  return (script ?? '').split('\n').every((line) => line.trim() === '' || line.startsWith('--'));
}
