import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { DatabaseError } from './database-error.ts';
import { DiskSpaceAdapter } from './embedded/disk-space-adapter.ts';
import { type EmbeddedServerOptions, startEmbeddedServer } from './embedded/start-embedded-server.ts';
import { createExecute, type Execute } from './execute.ts';
import { PrismaClient } from './generated/client.ts';
import { applyMigrations, type Exclusively } from './migrations/apply-migrations.ts';
import { findMigrationsFolder } from './migrations/read-migrations.ts';
import { checkConnection } from './postgresql/check-connection.ts';
import { exclusively } from './postgresql/exclusively.ts';
import { type ChangeListener, type ChangeListening, listenToChanges } from './postgresql/listen-to-changes.ts';
import { openPool } from './postgresql/open-pool.ts';
import { ToldFailuresAdapter } from './postgresql/told-failures-adapter.ts';
import { within } from './within.ts';

const PING_MS_MAX = 2_000;

export interface OpenDatabaseOptions extends EmbeddedServerOptions {
  /** The PostgreSQL server to connect to. */
  url?: string | undefined;
  /**
   * The folder of the embedded database: without a url it is started here; with one, another process runs it and
   * answers there.
   */
  dataFolder?: string | undefined;
  /** Where the migrations are; found above the program if not given. */
  migrationsFolder?: string | undefined;
}

/** An open database, at its newest migration. */
export interface Database {
  prisma: PrismaClient;
  /** Whether Jackfield runs the server itself, in its data folder. */
  isEmbedded: boolean;
  execute: Execute;
  /** One small query; throws when it is not answered within 2 s. */
  ping(): Promise<void>;
  /** Tells of changes that any process commits (`announceChange`). */
  listenToChanges(listener: ChangeListener): ChangeListening;
  /** Ends the connections, and the server if it was started here. */
  close(): Promise<void>;
}

/**
 * Opens a database and applies what is missing of the migrations.
 *
 * @throws DatabaseError whose message is fit to be printed as it is.
 * @example
 * const database = await openDatabase({ dataFolder: env.JACKFIELD_DATA, onProgress: console.log });
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { url, dataFolder } = options;
  if (url !== undefined) return connect(url, options);
  if (dataFolder === undefined) {
    throw new DatabaseError('no_database_chosen', 'No database was chosen. Set DATABASE_URL or JACKFIELD_DATA.');
  }
  const server = await startEmbeddedServer(dataFolder, options);
  try {
    const database = await connect(server.url, options);
    return {
      ...database,
      close: async () => {
        await database.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function connect(url: string, options: OpenDatabaseOptions): Promise<Database> {
  const { dataFolder, migrationsFolder = findMigrationsFolder(), onProgress = () => {} } = options;
  // For migrations, which may take as long as they need.
  const migrating = new PrismaPg({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await checkConnection(migrating, url);
  const onWait = (): void => onProgress('Waiting for another process that applies migrations');
  const migrateAlone: Exclusively = (work) => exclusively(url, onWait, work);
  const pool = openPool(url);
  try {
    await applyMigrations(migrating, migrationsFolder, onProgress, migrateAlone);
    const adapter = dataFolder === undefined ? new ToldFailuresAdapter(pool) : new DiskSpaceAdapter(pool, dataFolder);
    return await toDatabase(url, { pool, adapter, isEmbedded: dataFolder !== undefined });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

interface Connected {
  pool: pg.Pool;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  isEmbedded: boolean;
}

async function toDatabase(url: string, { pool, adapter, isEmbedded }: Connected): Promise<Database> {
  // A transaction may wait for a connection of the pool for longer than Prisma's 2 s.
  const prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 15_000 } });
  const announce = async (channel: string, message: string): Promise<void> => {
    await pool.query('SELECT pg_notify($1, $2)', [channel, message]);
  };
  return {
    prisma,
    isEmbedded,
    execute: createExecute(await adapter.connect()),
    ping: async () => {
      await within(PING_MS_MAX, 'The database does not answer.', prisma.$queryRaw`SELECT 1`);
    },
    listenToChanges: (listener) => listenToChanges(url, announce, listener),
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
