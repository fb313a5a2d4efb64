import { randomUUID } from 'node:crypto';
import type { SqlMigrationAwareDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils';
import { DatabaseError } from '../database-error.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

interface Applied {
  name: string;
  checksum: string;
  finished: boolean;
  logs: string;
}

/** Runs a script of any number of statements, always on the same connection. */
export type RunScript = (script: string) => Promise<unknown>;

/** Does `work` while no other process migrates the same database. */
export type Exclusively = <Result>(work: (run: RunScript) => Promise<Result>) => Promise<Result>;

/** The table of `prisma migrate`, so that its commands can read what was applied here. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings a database to the newest migration and says how many were applied: all that are missing, or none. They share
 * one transaction, so a start that fails or is killed leaves the database to the version that wrote it last.
 *
 * Reading the history first keeps the second start quick: other processes are waited for only when something is
 * missing.
 *
 * @throws DatabaseError when a migration fails, was edited after it was applied, or is unknown here.
 */
export async function applyMigrations(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  folder: string,
  onProgress: (line: string) => void,
  exclusively: Exclusively,
): Promise<number> {
  const migrations = await readMigrations(folder);
  const connection = await adapter.connect();
  const findMissing = async () => {
    const applied = await readApplied(connection);
    checkHistory(migrations, applied);
    const names = new Set(applied.map(({ name }) => name));
    return migrations.filter(({ name }) => !names.has(name));
  };
  try {
    if ((await findMissing()).length === 0) return 0;
    return await exclusively(async (run) => {
      const missing = await findMissing();
      if (missing.length === 0) return 0;
      onProgress(missing.length === 1 ? 'Applying 1 migration' : `Applying ${missing.length} migrations`);
      await applyAll(missing, run);
      return missing.length;
    });
  } finally {
    await connection.dispose();
  }
}

async function applyAll(missing: readonly Migration[], run: RunScript): Promise<void> {
  await run('BEGIN');
  try {
    await run(HISTORY_TABLE);
    for (const migration of missing) await applyOne(migration, run);
    await run('COMMIT');
  } catch (error) {
    await run('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function applyOne({ name, script, checksum }: Migration, run: RunScript): Promise<void> {
  try {
    await run(script);
    await run(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ('${randomUUID()}', '${checksum}', '${name.replaceAll("'", "''")}', clock_timestamp(), clock_timestamp(), 1)`,
    );
  } catch (cause) {
    throw new DatabaseError(
      'migration_failed',
      `The migration ${name} failed on this database: ${firstLine(cause instanceof Error ? cause.message : String(cause))}. Everything was left as it was, so the version that you had before still starts.`,
      { cause },
    );
  }
}

async function readApplied(connection: SqlQueryable): Promise<Applied[]> {
  const table = await select(connection, `SELECT to_regclass('_prisma_migrations') IS NOT NULL`);
  if (table[0]?.[0] !== true) return [];
  const rows = await select(
    connection,
    `SELECT migration_name, checksum, finished_at IS NOT NULL, logs FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows.map(([name, checksum, finished, logs]) => ({
    name: String(name),
    checksum: String(checksum),
    finished: finished === true,
    logs: String(logs ?? ''),
  }));
}

async function select(connection: SqlQueryable, sql: string): Promise<unknown[][]> {
  return (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
}

function checkHistory(migrations: readonly Migration[], applied: readonly Applied[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished, logs } of applied) {
    const migration = known.get(name);
    if (!migration) {
      throw new DatabaseError(
        'written_by_newer',
        `This database holds the migration ${name}, which this version of Jackfield does not know. Start the newer version that wrote it.`,
      );
    }
    // Never left by this program, whose migrations are whole or not there: "prisma migrate" and older versions do.
    if (!finished) {
      throw new DatabaseError(
        'migration_failed',
        `The migration ${name} failed on this database: ${firstLine(logs) || 'it did not finish'}. Restore a copy from before the update, or repair it and mark it with "prisma migrate resolve".`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new DatabaseError(
        'migration_changed',
        `The file of the migration ${name} was changed after it was applied to this database. Restore prisma/migrations/${name}/migration.sql as it was.`,
      );
    }
  }
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}
