import type { PGlite } from '@electric-sql/pglite';
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/**
 * The adapter's own `executeScript` neither waits for the script nor reports its failure, so a migration that failed
 * would be recorded as applied. Here it is awaited and its error is passed on.
 */
export class AwaitedPGliteAdapter extends PrismaPGlite implements SqlMigrationAwareDriverAdapterFactory {
  readonly #pglite: PGlite;

  constructor(pglite: PGlite) {
    super(pglite);
    this.#pglite = pglite;
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
    return adapter;
  }
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
