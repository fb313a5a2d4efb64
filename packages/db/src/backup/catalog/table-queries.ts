import type { DefinitionQuery } from './definition-query.ts';
import { isOwn, OUR_SCHEMA } from './scope.ts';

const RELATION = `pg_catalog.format('%I.%I', n.nspname, c.relname)`;
const RELATIONS = `pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
const OUR_RELATION = `c.relpersistence <> 't' AND ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')}`;
const SEQUENCE_OPTIONS = `pg_catalog.format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s %s',
  s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)`;
/** The dependency `d` of a sequence `c` on the column that owns it; its type is `i` for identity columns, else `a`. */
const IS_OWNED = `d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0`;

const COLUMN = `pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
  || CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
    THEN (SELECT pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname) FROM pg_catalog.pg_collation co
      JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) ELSE '' END
  || CASE a.attgenerated WHEN '' THEN '' ELSE pg_catalog.format(' GENERATED ALWAYS AS (%s) %s',
    (SELECT pg_catalog.pg_get_expr(f.adbin, f.adrelid) FROM pg_catalog.pg_attrdef f
      WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum),
    CASE a.attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END) END
  || CASE a.attidentity WHEN '' THEN '' ELSE (
    SELECT pg_catalog.format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I %s)',
      CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, sn.nspname, sc.relname, ${SEQUENCE_OPTIONS})
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class sc ON sc.oid = d.objid
    JOIN pg_catalog.pg_namespace sn ON sn.oid = sc.relnamespace JOIN pg_catalog.pg_sequence s ON s.seqrelid = sc.oid
    WHERE d.deptype = 'i' AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
      AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass) END
  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END`;

const OPTIONS = `CASE WHEN c.reloptions IS NULL THEN ''
  ELSE pg_catalog.format(' WITH (%s)', pg_catalog.array_to_string(c.reloptions, ', ')) END`;

const constraints = (types: string): string => `
  SELECT pg_catalog.format('%s %I', ${RELATION}, k.conname) AS name,
    pg_catalog.format('ALTER TABLE ONLY %s ADD CONSTRAINT %I %s', ${RELATION}, k.conname,
      pg_catalog.pg_get_constraintdef(k.oid)) AS sql
  FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE k.contype IN (${types}) AND c.relkind = 'r' AND ${OUR_RELATION} ORDER BY k.oid`;

/** Schemas, types, sequences, tables, and what belongs to a table. */
export const TABLE_QUERIES: readonly DefinitionQuery[] = [
  {
    kind: 'schema',
    phase: 'before',
    sql: `SELECT pg_catalog.quote_ident(n.nspname) AS name, pg_catalog.format('CREATE SCHEMA %I', n.nspname) AS sql
      FROM pg_catalog.pg_namespace n WHERE ${OUR_SCHEMA} AND ${isOwn('pg_namespace', 'n.oid')} ORDER BY n.oid`,
  },
  {
    kind: 'extension',
    phase: 'before',
    sql: `SELECT pg_catalog.quote_ident(x.extname) AS name,
        pg_catalog.format('CREATE EXTENSION %I WITH SCHEMA %I', x.extname, n.nspname) AS sql
      FROM pg_catalog.pg_extension x JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace ORDER BY x.oid`,
  },
  {
    kind: 'type',
    phase: 'before',
    sql: `SELECT pg_catalog.format('%I.%I', n.nspname, t.typname) AS name,
        pg_catalog.format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname, (
          SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
          FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)) AS sql
      FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typtype = 'e' AND ${OUR_SCHEMA} AND ${isOwn('pg_type', 't.oid')} ORDER BY t.oid`,
  },
  {
    kind: 'collation',
    phase: 'before',
    // The column of the locale has another name in each of the last versions.
    sql: `SELECT pg_catalog.format('%I.%I', n.nspname, co.collname) AS name,
        pg_catalog.format('CREATE COLLATION %I.%I (%s, deterministic = %s)', n.nspname, co.collname,
          CASE co.collprovider
            WHEN 'c' THEN pg_catalog.format('provider = libc, lc_collate = %L, lc_ctype = %L', co.collcollate, co.collctype)
            ELSE pg_catalog.format('provider = %s, locale = %L', CASE co.collprovider WHEN 'i' THEN 'icu' ELSE 'builtin' END,
              coalesce(pg_catalog.to_jsonb(co)->>'colllocale', pg_catalog.to_jsonb(co)->>'colliculocale', co.collcollate))
              || coalesce(', rules = ' || pg_catalog.quote_literal(pg_catalog.to_jsonb(co)->>'collicurules'), '') END,
          CASE WHEN co.collisdeterministic THEN 'true' ELSE 'false' END) AS sql
      FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace n ON n.oid = co.collnamespace
      WHERE ${OUR_SCHEMA} AND ${isOwn('pg_collation', 'co.oid')} ORDER BY co.oid`,
  },
  {
    kind: 'sequence',
    phase: 'before',
    sql: `SELECT ${RELATION} AS name, pg_catalog.format('CREATE SEQUENCE %s AS %s %s', ${RELATION},
        pg_catalog.format_type(s.seqtypid, NULL), ${SEQUENCE_OPTIONS}) AS sql
      FROM ${RELATIONS} JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE ${IS_OWNED} AND d.deptype = 'i')
        AND ${OUR_RELATION} ORDER BY c.oid`,
  },
  {
    kind: 'table',
    phase: 'before',
    sql: `SELECT ${RELATION} AS name, pg_catalog.format('CREATE%s TABLE %s (%s)%s',
        CASE c.relpersistence WHEN 'u' THEN ' UNLOGGED' ELSE '' END, ${RELATION}, (
          SELECT pg_catalog.string_agg(${COLUMN}, ', ' ORDER BY a.attnum)
          FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), ${OPTIONS}) AS sql
      FROM ${RELATIONS} WHERE c.relkind = 'r' AND ${OUR_RELATION} ORDER BY c.oid`,
  },
  {
    kind: 'default',
    phase: 'before',
    sql: `SELECT pg_catalog.format('%s.%I', ${RELATION}, a.attname) AS name,
        pg_catalog.format('ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT %s', ${RELATION}, a.attname,
          pg_catalog.pg_get_expr(f.adbin, f.adrelid)) AS sql
      FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_class c ON c.oid = f.adrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
      WHERE a.attgenerated = '' AND c.relkind = 'r' AND ${OUR_RELATION} ORDER BY f.oid`,
  },
  {
    kind: 'sequence owner',
    phase: 'before',
    sql: `SELECT ${RELATION} AS name, pg_catalog.format('ALTER SEQUENCE %s OWNED BY %I.%I.%I', ${RELATION},
        tn.nspname, tc.relname, a.attname) AS sql
      FROM ${RELATIONS} JOIN pg_catalog.pg_depend d ON ${IS_OWNED} AND d.deptype = 'a'
      JOIN pg_catalog.pg_class tc ON tc.oid = d.refobjid JOIN pg_catalog.pg_namespace tn ON tn.oid = tc.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = tc.oid AND a.attnum = d.refobjsubid
      WHERE c.relkind = 'S' AND ${OUR_RELATION} ORDER BY c.oid`,
  },
  { kind: 'constraint', phase: 'after', sql: constraints(`'p', 'u', 'x', 'c'`) },
  {
    kind: 'index',
    phase: 'after',
    sql: `SELECT ${RELATION} AS name, pg_catalog.pg_get_indexdef(c.oid) AS sql
      FROM ${RELATIONS} JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
      JOIN pg_catalog.pg_class tc ON tc.oid = i.indrelid
      WHERE tc.relkind = 'r' AND i.indisvalid AND ${OUR_RELATION}
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
      ORDER BY c.oid`,
  },
  { kind: 'foreign key', phase: 'after', sql: constraints(`'f'`) },
];
