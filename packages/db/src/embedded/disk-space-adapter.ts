import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { ToldFailuresAdapter } from '../postgresql/told-failures-adapter.ts';
import { refuseWhenFull } from './free-space.ts';

/** Rejects writes while the disk of the embedded database's folder is nearly full. */
export class DiskSpaceAdapter extends ToldFailuresAdapter {
  readonly #dataFolder: string;

  constructor(pool: pg.Pool, dataFolder: string) {
    super(pool);
    this.#dataFolder = dataFolder;
  }

  override async connect() {
    const adapter = await super.connect();
    const startTransaction: SqlDriverAdapter['startTransaction'] = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => this.#guard(await startTransaction(isolationLevel));
    return this.#guard(adapter);
  }

  #guard<Queryable extends SqlQueryable>(queryable: Queryable): Queryable {
    const queryRaw: SqlQueryable['queryRaw'] = queryable.queryRaw.bind(queryable);
    const executeRaw: SqlQueryable['executeRaw'] = queryable.executeRaw.bind(queryable);
    queryable.queryRaw = async (query) => {
      refuseWhenFull(this.#dataFolder, query.sql);
      return queryRaw(query);
    };
    queryable.executeRaw = async (query) => {
      refuseWhenFull(this.#dataFolder, query.sql);
      return executeRaw(query);
    };
    return queryable;
  }
}
