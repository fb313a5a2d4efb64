import type { PGlite } from '@electric-sql/pglite';
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
} from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { refuseWhenFull } from './free-space.ts';

/**
 * The adapter's own `executeScript` neither waits for the script nor reports its failure, so a migration that failed
 * would be recorded as applied. Here it is awaited and its error is passed on.
 */
export class AwaitedPGliteAdapter extends PrismaPGlite implements SqlMigrationAwareDriverAdapterFactory {
  readonly #pglite: PGlite;
  readonly #folder: string | undefined;

  /** `folder`: where its files are, if it has any. */
  constructor(pglite: PGlite, folder?: string) {
    super(pglite);
    this.#pglite = pglite;
    this.#folder = folder;
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      try {
        await this.#pglite.exec(script);
      } catch (error) {
        throw toAdapterError(error);
      }
    };
    if (this.#folder === undefined) return adapter;
    const folder = this.#folder;
    const startTransaction: SqlDriverAdapter['startTransaction'] = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => onDisk(folder, await startTransaction(isolationLevel));
    return onDisk(folder, adapter);
  }
}

function onDisk<Queryable extends SqlQueryable>(folder: string, queryable: Queryable): Queryable {
  const queryRaw: SqlQueryable['queryRaw'] = queryable.queryRaw.bind(queryable);
  const executeRaw: SqlQueryable['executeRaw'] = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    refuseWhenFull(folder, query.sql);
    return queryRaw(query).catch(endOnPanic);
  };
  queryable.executeRaw = async (query) => {
    refuseWhenFull(folder, query.sql);
    return executeRaw(query).catch(endOnPanic);
  };
  return queryable;
}

/**
 * A PostgreSQL ends its process when it cannot keep its own promises any more. This one is part of ours and only
 * reports it; whatever asked it next would wait for ever, and this process with it. What was committed stays.
 */
function endOnPanic(error: unknown): never {
  if (error instanceof DriverAdapterError && 'severity' in error.cause && error.cause.severity === 'PANIC') {
    process.stderr.write(
      `The embedded database ended: ${error.cause.message}. Start Jackfield again; nothing that was confirmed is lost.\n`,
    );
    process.exit(1);
  }
  throw error;
}

function toAdapterError(error: unknown): DriverAdapterError {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'N/A';
  return new DriverAdapterError({
    kind: 'postgres',
    code,
    severity: 'ERROR',
    message,
    detail: undefined,
    column: undefined,
    hint: undefined,
    originalCode: code,
    originalMessage: message,
  });
}
