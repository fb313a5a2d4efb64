import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import { ToldFailuresAdapter } from '../postgresql/told-failures-adapter.ts';
import { refuseWhenFull } from './free-space.ts';
import { filesFolder } from './server/files-folder.ts';

/** Rejects writes while the disk of the embedded database's folder is nearly full. */
export class DiskSpaceAdapter extends ToldFailuresAdapter {
  readonly #folder: string;

  constructor(pool: pg.Pool, dataFolder: string) {
    super(pool);
    // Their own disk, where the data folder has a link to them.
    this.#folder = filesFolder(dataFolder);
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
      refuseWhenFull(this.#folder, query.sql);
      return queryRaw(query);
    };
    queryable.executeRaw = async (query) => {
      refuseWhenFull(this.#folder, query.sql);
      return executeRaw(query);
    };
    return queryable;
  }
}
