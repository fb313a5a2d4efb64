import { randomBytes } from 'node:crypto';
import pg from 'pg';

const LOCAL_SERVER = 'postgresql://postgres@127.0.0.1:5432/postgres';

/** A database of its own on a PostgreSQL server. */
export interface ScratchDatabase {
  url: string;
  /** Runs one statement on it, past the product. */
  execute: (sql: string) => Promise<void>;
  /** Removes it, whoever is still connected. */
  drop: () => Promise<void>;
}

/** Whether there is a PostgreSQL server to test on: at TEST_DATABASE_URL, else on this machine. */
export function answersPostgreSql(): Promise<boolean> {
  return execute('SELECT 1').then(
    () => true,
    () => false,
  );
}

/** Makes an empty database on that server. */
export async function createScratchDatabase(): Promise<ScratchDatabase> {
  const name = `jackfield_test_${randomBytes(6).toString('hex')}`;
  await execute(`CREATE DATABASE ${name}`);
  const address = new URL(serverUrl());
  address.pathname = `/${name}`;
  return {
    url: address.href,
    execute: (sql) => execute(sql, address.href),
    drop: () => execute(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Runs one statement, on the test server itself if no other database is given. */
async function execute(sql: string, url = serverUrl()): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  return process.env.TEST_DATABASE_URL ?? LOCAL_SERVER;
}
