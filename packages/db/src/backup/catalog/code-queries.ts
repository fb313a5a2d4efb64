import type { DefinitionQuery } from './definition-query.ts';
import { isOwn, OUR_SCHEMA } from './scope.ts';

const RELATION = `pg_catalog.format('%I.%I', n.nspname, c.relname)`;
const OUR_RELATION = `c.relpersistence <> 't' AND ${OUR_SCHEMA} AND ${isOwn('pg_class', 'c.oid')}`;

const views = (relkind: string, create: string): string => `
  SELECT ${RELATION} AS name, pg_catalog.format('${create} %s%s AS %s', ${RELATION},
    CASE WHEN c.reloptions IS NULL THEN ''
      ELSE pg_catalog.format(' WITH (%s)', pg_catalog.array_to_string(c.reloptions, ', ')) END,
    pg_catalog.pg_get_viewdef(c.oid)) AS sql
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = '${relkind}' AND ${OUR_RELATION} ORDER BY c.oid`;

const rowSecurity = (column: string, verb: string): string => `
  SELECT ${RELATION} AS name, pg_catalog.format('ALTER TABLE %s ${verb} ROW LEVEL SECURITY', ${RELATION}) AS sql
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.${column} AND ${OUR_RELATION} ORDER BY c.oid`;

/** Functions, triggers, views and row-level security. */
export const CODE_QUERIES: readonly DefinitionQuery[] = [
  {
    kind: 'function',
    phase: 'before',
    sql: `SELECT pg_catalog.format('%I.%I(%s)', n.nspname, p.proname,
          pg_catalog.pg_get_function_identity_arguments(p.oid)) AS name,
        pg_catalog.pg_get_functiondef(p.oid) AS sql
      FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prokind <> 'a' AND ${OUR_SCHEMA} AND ${isOwn('pg_proc', 'p.oid')} ORDER BY p.oid`,
  },
  { kind: 'view', phase: 'after', sql: views('v', 'CREATE VIEW') },
  { kind: 'materialized view', phase: 'after', sql: views('m', 'CREATE MATERIALIZED VIEW') },
  {
    kind: 'materialized view index',
    phase: 'after',
    sql: `SELECT ${RELATION} AS name, pg_catalog.pg_get_indexdef(c.oid) AS sql
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid JOIN pg_catalog.pg_class m ON m.oid = i.indrelid
      WHERE m.relkind = 'm' AND i.indisvalid AND ${OUR_RELATION} ORDER BY c.oid`,
  },
  {
    kind: 'trigger',
    phase: 'after',
    sql: `SELECT pg_catalog.format('%s %I', ${RELATION}, t.tgname) AS name, pg_catalog.pg_get_triggerdef(t.oid)
        || CASE t.tgenabled WHEN 'O' THEN '' ELSE pg_catalog.format('; ALTER TABLE %s %s TRIGGER %I', ${RELATION},
          CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END,
          t.tgname) END AS sql
      FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE NOT t.tgisinternal AND ${OUR_RELATION} ORDER BY t.oid`,
  },
  {
    kind: 'policy',
    phase: 'after',
    sql: `SELECT pg_catalog.format('%I.%I %I', schemaname, tablename, policyname) AS name,
        pg_catalog.format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s', policyname, schemaname, tablename,
          permissive, cmd, (SELECT pg_catalog.string_agg(CASE r WHEN 'public' THEN 'PUBLIC'
            ELSE pg_catalog.quote_ident(r) END, ', ') FROM pg_catalog.unnest(roles) r),
          CASE WHEN qual IS NULL THEN '' ELSE pg_catalog.format(' USING (%s)', qual) END,
          CASE WHEN with_check IS NULL THEN '' ELSE pg_catalog.format(' WITH CHECK (%s)', with_check) END) AS sql
      FROM pg_catalog.pg_policies JOIN pg_catalog.pg_namespace n ON n.nspname = schemaname
      WHERE ${OUR_SCHEMA} ORDER BY 1`,
  },
  { kind: 'row security', phase: 'after', sql: rowSecurity('relrowsecurity', 'ENABLE') },
  { kind: 'forced row security', phase: 'after', sql: rowSecurity('relforcerowsecurity', 'FORCE') },
];
