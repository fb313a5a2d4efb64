import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { startEmbeddedServer } from '../embedded/start-embedded-server.ts';
import { applyMigrations } from '../migrations/apply-migrations.ts';
import { findMigrationsFolder } from '../migrations/read-migrations.ts';
import { exclusively } from '../postgresql/exclusively.ts';

const PREPARED = Symbol.for('jackfield.prepared-database');
/** Each project of the tests loads this module anew, in one process. */
const shared = globalThis as { [PREPARED]?: Promise<() => Promise<void>> };

const FOLDER_PREFIX = 'jackfield-test-database-';
const TEMPLATE = 'jackfield_template';
/** No run of the tests takes that long, so what is older belongs to one that was killed. */
const LEFT_BEHIND_AFTER_MS = 6 * 60 * 60 * 1_000;
/** Tests start many servers, each with a pool of its own. */
const PROCESSES = 40;

/**
 * Before all tests: starts one embedded PostgreSQL, in which nothing survives a crash of the machine, and makes a
 * database with every migration in it, which test servers begin with a copy of. Where TEST_DATABASE_URL is set, that
 * server is used instead.
 */
export default async function prepareDatabase(): Promise<() => Promise<void>> {
  shared[PREPARED] ??= process.env.TEST_DATABASE_URL === undefined ? startServer() : prepareGiven();
  return shared[PREPARED];
}

async function startServer(): Promise<() => Promise<void>> {
  await removeLeftBehind();
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  const server = await startEmbeddedServer(folder, { isDurable: false, processes: PROCESSES });
  process.env.TEST_DATABASE_URL = server.administratorUrl;
  process.env.TEST_DATABASE_ACCOUNT = new URL(server.url).username;
  await makeTemplate(TEMPLATE);
  let isEnded: Promise<void> | undefined;
  // Each project calls it once.
  return () => {
    isEnded ??= server.close().then(() => rm(folder, { recursive: true, force: true }));
    return isEnded;
  };
}

async function prepareGiven(): Promise<() => Promise<void>> {
  const name = `${TEMPLATE}_${process.pid}`;
  await makeTemplate(name);
  return () => execute(`DROP DATABASE IF EXISTS ${name}`);
}

async function makeTemplate(name: string): Promise<void> {
  const account = process.env.TEST_DATABASE_ACCOUNT;
  await execute(`CREATE DATABASE ${name}${account === undefined ? '' : ` OWNER ${account}`}`);
  const address = new URL(process.env.TEST_DATABASE_URL ?? '');
  address.pathname = `/${name}`;
  if (account !== undefined) address.username = account;
  const adapter = new PrismaPg({ connectionString: address.href });
  const alone = <Result>(work: Parameters<typeof exclusively<Result>>[2]) => exclusively(address.href, () => {}, work);
  await applyMigrations(adapter, findMigrationsFolder(), () => {}, alone);
  process.env.TEST_DATABASE_TEMPLATE = name;
}

async function execute(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function removeLeftBehind(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER_PREFIX));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    // Another run of the tests may remove its own meanwhile.
    const found = await stat(folder).catch(() => null);
    if (found === null || Date.now() - found.mtimeMs < LEFT_BEHIND_AFTER_MS) continue;
    await rm(folder, { recursive: true, force: true });
  }
}
