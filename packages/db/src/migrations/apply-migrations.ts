import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQueryable,
} from '@prisma/driver-adapter-utils';
import { DatabaseError } from '../database-error.ts';
import { type Migration, readMigrations } from './read-migrations.ts';

interface Applied {
  name: string;
  checksum: string;
  finished: boolean;
  logs: string;
}

/** Does `work` while no other process migrates the same database. */
export type Exclusively = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Brings a database to the newest migration and says how many were applied.
 *
 * Reading `_prisma_migrations` first keeps the second start quick: the engine is loaded, and other processes are waited
 * for, only when something is missing.
 *
 * @throws DatabaseError when a migration fails or failed earlier, was edited after it was applied, or is unknown here.
 */
export async function applyMigrations(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  folder: string,
  onProgress: (line: string) => void,
  exclusively: Exclusively,
): Promise<number> {
  const migrations = await readMigrations(folder);
  const connection = await adapter.connect();
  const countMissing = (applied: readonly Applied[]) => {
    checkHistory(migrations, applied);
    return migrations.length - applied.length;
  };
  try {
    const standing = await readApplied(connection);
    // One that is not finished may be under way in another process.
    const isUnderWay = standing.some(({ finished }) => !finished);
    if (!isUnderWay && countMissing(standing) === 0) return 0;
    return await exclusively(async () => {
      const missing = countMissing(await readApplied(connection));
      if (missing === 0) return 0;
      onProgress(missing === 1 ? 'Applying 1 migration' : `Applying ${missing} migrations`);
      await runEngine(adapter, folder, migrations, connection);
      countMissing(await readApplied(connection));
      return missing;
    });
  } finally {
    await connection.dispose();
  }
}

async function runEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  folder: string,
  migrations: readonly Migration[],
  connection: SqlQueryable,
): Promise<void> {
  const { createSchemaEngine, noFilters, toMigrationList } = await import('./schema-engine.ts');
  const opened: SqlDriverAdapter[] = [];
  const engine = await createSchemaEngine(rememberConnections(adapter, opened));
  try {
    await engine.applyMigrations({ migrationsList: toMigrationList(folder, migrations), filters: noFilters });
  } catch (cause) {
    // The row of the failed migration says more than what the engine throws.
    checkHistory(migrations, await readApplied(connection));
    if (cause instanceof Error && 'code' in cause && cause.code === 'P1002') {
      throw new DatabaseError(
        'migration_failed',
        'Another process is applying migrations to this database. Wait for it to end, then start again.',
        { cause },
      );
    }
    throw new DatabaseError(
      'migration_failed',
      `The migrations could not be applied: ${firstLine(String(cause))}. Your data was left as it was.`,
      { cause },
    );
  } finally {
    engine.free();
    await Promise.all(opened.map((connected) => connected.dispose()));
  }
}

/**
 * The engine leaves its connections open, and with them the advisory lock that other processes wait for: whoever
 * started it has to close them.
 */
function rememberConnections(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  opened: SqlDriverAdapter[],
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: adapter.provider,
    adapterName: adapter.adapterName,
    connectToShadowDb: () => adapter.connectToShadowDb(),
    connect: async () => {
      const connected = await adapter.connect();
      opened.push(connected);
      return connected;
    },
  };
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
