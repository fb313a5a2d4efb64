import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own on the PostgreSQL server of the tests. */
export interface ScratchDatabase {
  /** As the account that the product has: it owns this database and may do nothing else. */
  url: string;
  /** Runs one statement on it as the administrator, past the product. */
  execute: (sql: string) => Promise<void>;
  /** Keeps everybody else from reading and writing a table until the returned function is called. */
  lockTable: (table: string) => Promise<() => Promise<void>>;
  /** Removes it, whoever is still connected. */
  drop: () => Promise<void>;
}

/** What the tests know of their server; `prepareDatabase` in packages/db starts it and sets these. */
const SETTINGS = {
  /** The server's administrator. */
  server: 'TEST_DATABASE_URL',
  /** The account of the product; the administrator's if there is none. */
  account: 'TEST_DATABASE_ACCOUNT',
  /** A database with every migration, to copy. */
  template: 'TEST_DATABASE_TEMPLATE',
} as const;

/** Makes a database on that server: empty, or with every migration applied. */
export async function createScratchDatabase({ isMigrated = false } = {}): Promise<ScratchDatabase> {
  const name = `jackfield_test_${randomBytes(6).toString('hex')}`;
  const account = process.env[SETTINGS.account];
  const owner = account === undefined ? '' : ` OWNER ${account}`;
  const template = isMigrated ? ` TEMPLATE ${setting('template')} STRATEGY FILE_COPY` : '';
  await execute(`CREATE DATABASE ${name}${owner}${template}`);
  const address = new URL(setting('server'));
  address.pathname = `/${name}`;
  const asAdministrator = address.href;
  if (account !== undefined) address.username = account;
  return {
    url: address.href,
    execute: (sql) => execute(sql, asAdministrator),
    lockTable: (table) => lockTable(table, asAdministrator),
    drop: () => execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Runs one statement, on the test server itself if no other database is given. */
async function execute(sql: string, url = setting('server')): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function lockTable(table: string, url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  await client.query(`LOCK TABLE "${table}"`);
  return () => client.end();
}

function setting(name: keyof typeof SETTINGS): string {
  const value = process.env[SETTINGS[name]];
  if (value === undefined) throw new Error('There is no test database: run this test through vitest and its projects.');
  return value;
}
