import type { ClientBase } from 'pg';
import { BackupError } from './backup-error.ts';
import { quoteName } from './catalog/quote-name.ts';
import { readTables, type Table } from './catalog/read-tables.ts';
import { hasSqlState } from './explain-database-error.ts';

const TRIES_MAX = 10;
const UNDEFINED_TABLE = '42P01';

/**
 * Begins a read-only transaction that sees one state of the database, and returns the tables of that state. They are
 * locked before the state is chosen, against what a snapshot does not protect from: a table that is truncated,
 * rewritten or dropped while it is read. Reading and writing rows goes on; a migration waits.
 */
export async function beginSnapshot(client: ClientBase): Promise<Table[]> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const expected = await readTables(client);
    // Locking does not choose the state yet; the first query after it does.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    if (await lockTables(client, expected)) {
      const tables = await readTables(client);
      if (describe(tables) === describe(expected)) return tables;
    }
    await client.query('ROLLBACK');
  }
  throw new BackupError(
    'database_changed',
    'The tables of the database change all the time, so no consistent state could be read. Nothing was written. Run this again when no update or migration is running.',
  );
}

/** Returns false if one of them was dropped meanwhile. */
async function lockTables(client: ClientBase, tables: readonly Table[]): Promise<boolean> {
  if (tables.length === 0) return true;
  const names = tables.map(({ schema, name }) => quoteName(schema, name)).join(', ');
  try {
    await client.query(`LOCK TABLE ${names} IN ACCESS SHARE MODE`);
    return true;
  } catch (error) {
    if (hasSqlState(error, UNDEFINED_TABLE)) return false;
    throw error;
  }
}

function describe(tables: readonly Table[]): string {
  return JSON.stringify(tables.map(({ oid, schema, name }) => [oid, schema, name]));
}
