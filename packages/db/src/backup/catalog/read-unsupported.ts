import type { ClientBase } from 'pg';
import { isOwn, OUR_SCHEMA } from './scope.ts';

/**
 * Names what a backup would lose or change: `partitioned table public.x`. Rows of partitioned, inheriting and foreign
 * tables aren't those of the table itself; the rest has no statement that the server writes.
 */
export async function readUnsupported(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT CASE c.relkind WHEN 'p' THEN 'partitioned table ' WHEN 'f' THEN 'foreign table '
        ELSE 'inheriting table ' END || pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')} AND (c.relkind IN ('p', 'f')
      OR c.relkind = 'r' AND (c.relispartition OR c.reloftype <> 0
        OR EXISTS (SELECT FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)))
    UNION ALL
    SELECT CASE t.typtype WHEN 'd' THEN 'domain ' WHEN 'r' THEN 'range type ' ELSE 'type ' END
      || pg_catalog.format('%I.%I', n.nspname, t.typname)
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    WHERE ${OUR_SCHEMA} AND ${isOwn('pg_type', 't.oid')} AND (t.typtype IN ('d', 'r')
      OR t.typtype = 'b' AND t.typelem = 0
      OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
    UNION ALL
    SELECT 'aggregate ' || pg_catalog.format('%I.%I', n.nspname, p.proname)
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind = 'a' AND ${OUR_SCHEMA} AND ${isOwn('pg_proc', 'p.oid')}
    UNION ALL
    SELECT 'rule ' || pg_catalog.format('%I on %I.%I', r.rulename, n.nspname, c.relname)
    FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN' AND ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')}
    UNION ALL
    SELECT 'large object ' || l.oid::text FROM pg_catalog.pg_largeobject_metadata l
    ORDER BY 1`);
  return rows.map(({ name }) => name);
}
