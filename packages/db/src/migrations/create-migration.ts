import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateMigrationOutput } from '@prisma/schema-engine-wasm';
import { AwaitedPGliteAdapter } from '../embedded/awaited-adapter.ts';
import { openInMemory } from '../embedded/open-embedded.ts';
import { readMigrations } from './read-migrations.ts';
import { createSchemaEngine, noFilters, toMigrationList } from './schema-engine.ts';

/**
 * Writes the migration from what a folder of migrations makes to what the schema says.
 *
 * @returns the new migration's name, or nothing when they agree already.
 */
export async function createMigration(folder: string, schema: string, name: string): Promise<string | undefined> {
  await mkdir(folder, { recursive: true });
  const { migrationScript, generatedMigrationName } = await planMigration(folder, schema, name);
  if (!migrationScript) return undefined;
  await mkdir(join(folder, generatedMigrationName));
  await writeFile(join(folder, generatedMigrationName, 'migration.sql'), migrationScript);
  await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
  return generatedMigrationName;
}

/** The script between what a folder of migrations makes and what the schema says; nothing when they agree. */
export async function planMigration(folder: string, schema: string, name: string): Promise<CreateMigrationOutput> {
  const migrationsList = toMigrationList(folder, await readMigrations(folder));
  const { pglite, close } = await openInMemory();
  try {
    const engine = await createSchemaEngine(new AwaitedPGliteAdapter(pglite), schema);
    if (migrationsList.migrationDirectories.length > 0) {
      await engine.applyMigrations({ migrationsList, filters: noFilters });
    }
    // This is what opens the shadow database on which the migrations are replayed.
    await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: true, filters: noFilters });
    return await engine.createMigration({
      migrationsList,
      schema: { files: [{ path: 'schema.prisma', content: schema }] },
      migrationName: name,
      draft: false,
      filters: noFilters,
    });
  } finally {
    await close();
  }
}
