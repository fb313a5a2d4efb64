import type { ClientBase } from 'pg';
import type { Definition } from '../backup-format.ts';
import { CODE_QUERIES } from './code-queries.ts';
import { TABLE_QUERIES } from './table-queries.ts';

/**
 * Every object of the database that isn't PostgreSQL's own or an extension's, with the statement that creates it, in an
 * order in which most can be created. Owners, privileges and comments are left out.
 */
export async function readDefinitions(client: ClientBase): Promise<Definition[]> {
  const definitions: Definition[] = [];
  for (const { kind, phase, sql } of [...TABLE_QUERIES, ...CODE_QUERIES]) {
    const { rows } = await client.query<{ name: string; sql: string }>(sql);
    for (const row of rows) definitions.push({ kind, name: row.name, sql: row.sql, phase });
  }
  return definitions;
}
