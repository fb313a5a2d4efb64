import type { ClientBase } from 'pg';

interface Column {
  table: string;
  name: string;
  type: string;
}

/**
 * Adds two rows to every table of the schema `public` but the history of migrations, so that a table that is added
 * later is covered without a change here. Foreign keys are not checked meanwhile; the rows refer to each other by the
 * same ids.
 */
export async function fillEveryTable(client: ClientBase): Promise<void> {
  const { rows } = await client.query<Column>(`
    SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, NULL) AS type
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_%'
      AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`);
  const tables = new Map<string, Column[]>();
  for (const column of rows) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  const keys = await client.query<{ table: string; name: string; definition: string }>(`
    SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
  await client.query('BEGIN');
  for (const { table, name } of keys.rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  for (const [table, columns] of tables) {
    for (const row of [1, 2]) {
      const values = columns.map((column) => sample(column, row)).join(', ');
      await client.query(`INSERT INTO "${table}" VALUES (${values}) ON CONFLICT DO NOTHING`);
    }
  }
  for (const { table, name, definition } of keys.rows) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
  await client.query('COMMIT');
}

/** Ids are the same in every table, so that references fit; everything else has a bit of what text may hold. */
function sample({ table, name, type }: Column, row: number): string {
  if (type === 'uuid') return `'00000000-0000-7000-8000-00000000000${row}'`;
  if (type === 'boolean') return row === 1 ? 'true' : 'false';
  if (type === 'jsonb') return `'{"row": ${row}, "text": "tab\\t, quote \\", 日本"}'`;
  if (type.startsWith('timestamp')) return `'2026-03-29 01:30:00.12${row}'`;
  if (type !== 'text' && !type.startsWith('character')) return String(row);
  if (/(?:^i|I)d$/.test(name) && name !== 'masterKeyId') return `'${row}'`;
  if (name === 'masterKeyId') return `'key'`;
  if (name === 'sealedCanary') return `'v1.abcd1234.iv.tag.text'`;
  return `E'${table} ${row}\\t\\n\\\\ ''end'''`;
}
