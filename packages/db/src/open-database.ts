import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { DatabaseError } from './database-error.ts';
import { AwaitedPGliteAdapter } from './embedded/awaited-adapter.ts';
import { openInFolder, openInMemory } from './embedded/open-embedded.ts';
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

export interface OpenDatabaseOptions {
  /** A PostgreSQL server; where it is set, the data folder is not touched. */
  url?: string | undefined;
  /** Where the embedded database keeps its files (in `db`) when there is no url. */
  dataFolder?: string | undefined;
  /** An embedded database that ends with the process, empty or a copy of a dumped data directory; for tests. */
  memory?: boolean | Blob | undefined;
  /** Where the migrations are; found above the program if not given. */
  migrationsFolder?: string | undefined;
  /** Gets one short line for each step that takes a while. */
  onProgress?: ((line: string) => void) | undefined;
}

/** An open database, at its newest migration. */
export interface Database {
  prisma: PrismaClient;
  engine: 'pglite' | 'postgresql';
  execute: Execute;
  /** One small query; throws when it is not answered within 2 s. */
  ping(): Promise<void>;
  /** Tells of changes that any process commits (`announceChange`); null where no other process can share the database. */
  listenToChanges: ((listener: ChangeListener) => ChangeListening) | null;
  /** Ends the connections, and for the embedded database writes what is open and frees the data folder. */
  close(): Promise<void>;
}

/**
 * Opens a database and applies what is missing of the migrations.
 *
 * @throws DatabaseError whose message is fit to be printed as it is.
 * @example
 * const database = await openDatabase({ url: env.DATABASE_URL, dataFolder: env.JACKFIELD_DATA, onProgress: console.log });
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { migrating, exclusively, adapter, engine, listenToChanges, close } = await connect(options);
  try {
    const folder = options.migrationsFolder ?? findMigrationsFolder();
    await applyMigrations(migrating, folder, options.onProgress ?? (() => {}), exclusively);
    // One connection serves the embedded database, so a transaction may wait for its turn longer than Prisma's 2 s.
    const prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 15_000 } });
    return {
      prisma,
      engine,
      execute: createExecute(await adapter.connect()),
      ping: async () => {
        await within(PING_MS_MAX, 'The database does not answer.', prisma.$queryRaw`SELECT 1`);
      },
      listenToChanges,
      close: async () => {
        await prisma.$disconnect();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Connected {
  /** For migrations, which may take as long as they need. */
  migrating: SqlMigrationAwareDriverAdapterFactory;
  exclusively: Exclusively;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  engine: Database['engine'];
  listenToChanges: Database['listenToChanges'];
  close(): Promise<void>;
}

async function connect({ url, dataFolder, memory, onProgress = () => {} }: OpenDatabaseOptions): Promise<Connected> {
  if (url !== undefined) return connectToServer(url, onProgress);
  const isInMemory = memory !== undefined && memory !== false;
  if (!isInMemory && dataFolder === undefined) {
    throw new DatabaseError('no_database_chosen', 'No database was chosen. Set DATABASE_URL or JACKFIELD_DATA.');
  }
  const { pglite, close } =
    isInMemory || dataFolder === undefined
      ? await openInMemory(memory instanceof Blob ? memory : undefined)
      : await openInFolder(dataFolder, onProgress);
  const adapter = new AwaitedPGliteAdapter(pglite, isInMemory ? undefined : dataFolder);
  return {
    migrating: adapter,
    exclusively: (work) => work((script) => pglite.exec(script)),
    adapter,
    engine: 'pglite',
    listenToChanges: null,
    close,
  };
}

async function connectToServer(url: string, onProgress: (line: string) => void): Promise<Connected> {
  const migrating = new PrismaPg({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await checkConnection(migrating, url);
  const pool = openPool(url);
  const announce = async (channel: string, message: string) => {
    await pool.query('SELECT pg_notify($1, $2)', [channel, message]);
  };
  return {
    migrating,
    exclusively: (work) =>
      exclusively(url, () => onProgress('Waiting for another process that applies migrations'), work),
    adapter: new ToldFailuresAdapter(pool),
    engine: 'postgresql',
    listenToChanges: (listener) => listenToChanges(url, announce, listener),
    close: () => pool.end(),
  };
}
