import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupError } from './backup-error.ts';
import { type BackupTable, type Part, ROWS_BYTES } from './backup-format.ts';
import { quoteName } from './catalog/quote-name.ts';
import { explainDatabaseError } from './explain-database-error.ts';

export interface LoadedRows {
  rows: number;
  bytes: number;
}

/**
 * Loads the rows of one table from the parts of a backup, up to the part that completes the table.
 *
 * @param onRows gets the bytes of each part.
 * @throws BackupError `damaged` if the database got another number of rows than the backup names.
 */
export async function loadRows(
  client: ClientBase,
  table: BackupTable,
  parts: AsyncIterator<Part>,
  onRows: (bytes: Buffer) => void,
): Promise<LoadedRows> {
  const columns = table.columns.map((column) => quoteName(column)).join(', ');
  const list = columns === '' ? '' : ` (${columns})`;
  const loaded = { rows: 0, bytes: 0 };
  async function* rows(): AsyncGenerator<Buffer, void> {
    for (let next = await parts.next(); next.done !== true; next = await parts.next()) {
      const part = next.value;
      if (part.part === 'rows') {
        loaded.bytes += part.bytes.length;
        onRows(part.bytes);
        yield part.bytes;
      } else if (part.part === 'table') {
        loaded.rows = part.rows;
        return;
      }
    }
  }
  const target = client.query(
    copyFrom(`COPY ${quoteName(table.schema, table.name)}${list} FROM STDIN`, { highWaterMark: ROWS_BYTES }),
  );
  try {
    await pipeline(Readable.from(rows()), target);
  } catch (error) {
    throw explainDatabaseError(error, {
      action: `while the rows of ${table.schema}.${table.name} were restored`,
      consequence: 'The database was left empty.',
    });
  }
  if (target.rowCount !== loaded.rows) {
    throw new BackupError(
      'damaged',
      `The backup names ${loaded.rows} rows of ${table.schema}.${table.name}, and the database got ${target.rowCount}. The database was left empty.`,
    );
  }
  return loaded;
}
