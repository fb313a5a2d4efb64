import { PrismaPg } from '@prisma/adapter-pg';
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
} from '@prisma/driver-adapter-utils';

/**
 * The adapter passes what goes wrong with a connection on as it comes from the driver: a dozen sentences without a
 * code. Here each of them is `ConnectionClosed`, which Prisma tells as P1017.
 */
export class ToldFailuresAdapter extends PrismaPg implements SqlMigrationAwareDriverAdapterFactory {
  override async connect() {
    const adapter = await super.connect();
    const startTransaction: SqlDriverAdapter['startTransaction'] = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) =>
      inTurn(told(await toldBy(() => startTransaction(isolationLevel))));
    return told(adapter);
  }
}

function told<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const queryRaw: SqlQueryable['queryRaw'] = queryable.queryRaw.bind(queryable);
  const executeRaw: SqlQueryable['executeRaw'] = queryable.executeRaw.bind(queryable);
  queryable.queryRaw = (query) => toldBy(() => queryRaw(query));
  queryable.executeRaw = (query) => toldBy(() => executeRaw(query));
  return queryable;
}

/**
 * A transaction has one connection, and Prisma reads what belongs to a row all at once. The driver still takes a query
 * while another is under way, with a warning, and will not from its next major version on.
 */
function inTurn<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
  const queryRaw: SqlQueryable['queryRaw'] = queryable.queryRaw.bind(queryable);
  const executeRaw: SqlQueryable['executeRaw'] = queryable.executeRaw.bind(queryable);
  let last: Promise<unknown> = Promise.resolve();
  const next = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work, work);
    last = result;
    return result;
  };
  queryable.queryRaw = (query) => next(() => queryRaw(query));
  queryable.executeRaw = (query) => next(() => executeRaw(query));
  return queryable;
}

async function toldBy<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isOfConnection(error) ? new DriverAdapterError({ kind: 'ConnectionClosed' }) : error;
  }
}

/** What the server itself says, and a refused connection, is a `DriverAdapterError` already. */
function isOfConnection(error: unknown): boolean {
  return error instanceof Error && !(error instanceof DriverAdapterError) && !(error instanceof TypeError);
}
