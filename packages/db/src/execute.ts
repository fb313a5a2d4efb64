import type { ArgType, SqlQueryable } from '@prisma/driver-adapter-utils';

/**
 * Runs one statement whose parameters are texts, outside any transaction, and resolves once it is committed. Prisma's
 * client is not asked: it copies a long parameter several times, which costs half as much as the database does.
 *
 * @throws DriverAdapterError, which `isUnavailable` understands.
 */
export type Execute = (sql: string, texts: readonly string[]) => Promise<void>;

const TEXT: ArgType = { scalarType: 'string', arity: 'scalar' };

export function createExecute(queryable: SqlQueryable): Execute {
  return async (sql, texts) => {
    await queryable.executeRaw({ sql, args: [...texts], argTypes: texts.map(() => TEXT) });
  };
}
