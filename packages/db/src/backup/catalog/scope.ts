/**
 * Conditions of the queries on the system catalog: `n` is `pg_namespace`. What PostgreSQL itself and its extensions
 * create is not ours.
 */
export const OUR_SCHEMA = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/** Whether an object isn't part of an extension. */
export function isOwn(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
    WHERE e.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
}
