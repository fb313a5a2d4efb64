import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { DatabaseError } from './database-error.ts';
import { AwaitedPGliteAdapter } from './embedded/awaited-adapter.ts';
import { openInFolder, openInMemory } from './embedded/open-embedded.ts';
import { PrismaClient } from './generated/client.ts';
import { applyMigrations } from './migrations/apply-migrations.ts';
import { findMigrationsFolder } from './migrations/read-migrations.ts';
import { checkConnection } from './postgresql/check-connection.ts';

export interface OpenDatabaseOptions {
  /** A PostgreSQL server; where it is set, the data folder is not touched. */
  url?: string | undefined;
  /** Where the embedded database keeps its files (in `db`) when there is no url. */
  dataFolder?: string | undefined;
  /** An embedded database that ends with the process; for tests. */
  memory?: boolean | undefined;
  /** Where the migrations are; found above the program if not given. */
  migrationsFolder?: string | undefined;
  /** Gets one short line for each step that takes a while. */
  onProgress?: ((line: string) => void) | undefined;
}

/** An open database, at its newest migration. */
export interface Database {
  prisma: PrismaClient;
  engine: 'pglite' | 'postgresql';
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
  const { adapter, engine, close } = await connect(options);
  try {
    const folder = options.migrationsFolder ?? findMigrationsFolder();
    await applyMigrations(adapter, folder, options.onProgress ?? (() => {}));
    // One connection serves the embedded database, so a transaction may wait for its turn longer than Prisma's 2 s.
    const prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 15_000 } });
    return {
      prisma,
      engine,
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
  adapter: SqlMigrationAwareDriverAdapterFactory;
  engine: Database['engine'];
  close(): Promise<void>;
}

async function connect({ url, dataFolder, memory, onProgress = () => {} }: OpenDatabaseOptions): Promise<Connected> {
  if (url !== undefined) {
    const adapter = new PrismaPg({ connectionString: url, connectionTimeoutMillis: 10_000 });
    await checkConnection(adapter, url);
    return { adapter, engine: 'postgresql', close: async () => {} };
  }
  if (memory !== true && dataFolder === undefined) {
    throw new DatabaseError('no_database_chosen', 'No database was chosen. Set DATABASE_URL or JACKFIELD_DATA.');
  }
  const { pglite, close } =
    memory === true || dataFolder === undefined ? await openInMemory() : await openInFolder(dataFolder, onProgress);
  return { adapter: new AwaitedPGliteAdapter(pglite), engine: 'pglite', close };
}
