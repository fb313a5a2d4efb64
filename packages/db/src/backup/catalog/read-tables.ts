import type { ClientBase } from 'pg';
import type { BackupSequence, BackupTable } from '../backup-format.ts';
import { isOwn, OUR_SCHEMA } from './scope.ts';

export interface Table extends BackupTable {
  oid: string;
  /** On the disk, with what is stored out of line; without indexes. */
  bytes: number;
}

/** Every ordinary table, in the order of the names. */
export async function readTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name,
      pg_catalog.pg_table_size(c.oid)::float8 AS bytes,
      ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        ORDER BY a.attnum) AS columns
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')}
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`);
  return rows;
}

/** Every sequence, those of identity columns too. */
export async function readSequences(client: ClientBase): Promise<BackupSequence[]> {
  const { rows } = await client.query<{ schema: string; name: string; quoted: string }>(`
    SELECT n.nspname AS schema, c.relname AS name, pg_catalog.format('%I.%I', n.nspname, c.relname) AS quoted
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')}
    ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`);
  const sequences: BackupSequence[] = [];
  for (const { schema, name, quoted } of rows) {
    const value = await client.query<{ lastValue: string; isCalled: boolean }>(
      `SELECT last_value::text AS "lastValue", is_called AS "isCalled" FROM ${quoted}`,
    );
    for (const { lastValue, isCalled } of value.rows) sequences.push({ schema, name, lastValue, isCalled });
  }
  return sequences;
}
