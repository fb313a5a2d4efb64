import { randomBytes } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** PostgreSQL's type `"char"` of its system catalogs, and the array of it. */
const CHAR = 18;
const CHAR_ARRAY = 1002;

/**
 * The adapter for the engine that plans migrations. `@prisma/adapter-pg` 7.10.0 alone is not enough for it:
 * - it does not know the type `"char"`, which the engine reads in the catalogs;
 * - it splits scripts at every semicolon, also within a function or a text;
 * - its shadow database is the main one when it is given an address.
 *
 * docs/decisions/025-embedded-postgresql.md.
 */
export class PlanningAdapter extends PrismaPg implements SqlMigrationAwareDriverAdapterFactory {
  readonly #url: string;

  /** @param url of a server on which databases may be made */
  constructor(url: string) {
    super({ connectionString: url });
    this.#url = url;
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    return prepare(await super.connect());
  }

  /** A database of its own, empty, which is removed when it is disposed of. */
  override async connectToShadowDb(): ReturnType<PrismaPg['connect']> {
    const name = `shadow_${randomBytes(6).toString('hex')}`;
    const administrator = new pg.Client({ connectionString: this.#url });
    await administrator.connect();
    await administrator.query(`CREATE DATABASE ${name}`);
    const address = new URL(this.#url);
    address.pathname = `/${name}`;
    const adapter = prepare(await new PrismaPg({ connectionString: address.href }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await administrator.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await administrator.end();
    };
    return adapter;
  }
}

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

function prepare(adapter: Adapter): Adapter {
  const pool = adapter.underlyingDriver();
  const query: (config: unknown) => Promise<pg.QueryResult> = pool.query.bind(pool);
  // The adapter knows the array of the type, which no catalog that the engine reads has.
  Object.assign(pool, {
    query: async (config: unknown) => {
      const result = await query(config);
      for (const field of result.fields ?? []) if (field.dataTypeID === CHAR) field.dataTypeID = CHAR_ARRAY;
      return result;
    },
  });
  const queryRaw: SqlDriverAdapter['queryRaw'] = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (sql) => {
    const result = await queryRaw(sql);
    const { CharacterArray, Character } = ColumnTypeEnum;
    return { ...result, columnTypes: result.columnTypes.map((type) => (type === CharacterArray ? Character : type)) };
  };
  adapter.executeScript = async (script) => {
    await query(script);
  };
  return adapter;
}
