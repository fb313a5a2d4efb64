/**
 * Conditions of the queries on the system catalog: `n` is `pg_namespace`. What PostgreSQL itself and its extensions
 * create is not ours, nor is a schema that the account may not use, such as those of a hosting provider.
 */
export const OUR_SCHEMA = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')`;

/** Whether an object isn't part of an extension. */
export function isOwn(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
}
