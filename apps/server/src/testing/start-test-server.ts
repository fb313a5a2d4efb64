import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createScratchDatabase } from '@jackfield/testing';
import { type Context, type ContextOptions, createContext } from '../context.ts';
import { parseEnv } from '../env.ts';
import { listen, stopListening } from '../listen.ts';
import { createLogger } from '../logger.ts';
import { createServer } from '../server.ts';
import { TestClient } from './test-client.ts';

export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  ctx: Context;
  /** A new visitor, with a cookie jar of their own. */
  visitor: () => TestClient;
  stop: () => Promise<void>;
}

export interface TestServerOptions {
  /** Addresses of the names that calls go to. */
  resolve?: ContextOptions['resolve'];
  /** Gets each line of the log, instead of stderr. */
  log?: Parameters<typeof createLogger>[1];
  hasDemo?: boolean;
}

/**
 * The whole server on a free port, with a database of its own: in memory, or on a PostgreSQL server where
 * JACKFIELD_TEST_ENGINE is `postgresql`. Settings are added to those of a test; with JACKFIELD_DATA among them, the
 * database is in that folder and can be opened again.
 */
export async function startTestServer(
  settings: Record<string, string> = {},
  { resolve, log, hasDemo = false }: TestServerOptions = {},
): Promise<TestServer> {
  const isInFolder = settings.JACKFIELD_DATA !== undefined;
  const isOnServer = !isInFolder && process.env.JACKFIELD_TEST_ENGINE === 'postgresql';
  const scratch = isOnServer ? await createScratchDatabase() : null;
  const env = parseEnv({
    NODE_ENV: 'test',
    PORT: '0',
    JACKFIELD_LOG_LEVEL: 'fatal',
    JACKFIELD_SIGNUP: 'open',
    JACKFIELD_MASTER_KEY: randomBytes(32).toString('base64'),
    ...(scratch === null ? {} : { DATABASE_URL: scratch.url }),
    ...settings,
  });
  const inMemory = !isInFolder && !isOnServer && (await preparedDatabase());
  const ctx = await createContext(env, createLogger(env, log), { inMemory, resolve, hasDemo });
  const server = createServer(ctx);
  const port = await listen(server, env.PORT, '127.0.0.1');
  ctx.ownPorts.add(port);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    ctx,
    visitor: () => new TestClient(url),
    stop: async () => {
      await stopListening(server, 1_000);
      await ctx.close();
      await scratch?.drop();
    },
  };
}

/** The migrated database that was made once for all tests; where they were started without, each makes its own. */
async function preparedDatabase(): Promise<Blob | true> {
  const file = process.env.JACKFIELD_TEST_DATABASE;
  return file === undefined || new Blob([await readFile(file)]);
}
