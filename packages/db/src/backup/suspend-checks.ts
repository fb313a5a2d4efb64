import type { ClientBase } from 'pg';
import { isOwn, OUR_SCHEMA } from './catalog/scope.ts';

const TABLE = `pg_catalog.format('%I.%I', n.nspname, c.relname)`;

/**
 * Drops the foreign keys of every table and disables its triggers, so that rows can be loaded in any order, also those
 * that refer to each other. Only the owner's rights are needed.
 *
 * @returns the function that puts all of it back and checks the rows against the foreign keys.
 */
export async function suspendChecks(client: ClientBase): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ suspend: string; resume: string }>(`
    SELECT pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I', ${TABLE}, k.conname) AS suspend,
      pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', ${TABLE}, k.conname,
        pg_catalog.pg_get_constraintdef(k.oid)) AS resume
    FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND k.conparentid = 0 AND ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')}
    UNION ALL
    SELECT pg_catalog.format('ALTER TABLE %s DISABLE TRIGGER %I', ${TABLE}, t.tgname),
      pg_catalog.format('ALTER TABLE %s ENABLE %s TRIGGER %I', ${TABLE},
        CASE t.tgenabled WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, t.tgname)
    FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')}`);
  for (const { suspend } of rows) await client.query(suspend);
  return async () => {
    for (const { resume } of rows) await client.query(resume);
  };
}
