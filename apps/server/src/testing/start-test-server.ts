import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createScratchDatabase, type ScratchDatabase } from '@jackfield/testing';
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
  /** Nobody reads or writes a table of its scratch database until the returned function is called. */
  lockTable: ScratchDatabase['lockTable'];
  stop: () => Promise<void>;
}

export interface TestServerOptions {
  /** Addresses of the names that calls go to. */
  resolve?: ContextOptions['resolve'];
  /** Gets each line of the log, instead of stderr. */
  log?: Parameters<typeof createLogger>[1];
  /** The tests' server takes the place of the embedded one: with the files of a data folder beside it. */
  asEmbedded?: boolean;
  hasDemo?: boolean;
}

/**
 * The whole server on a free port, with a database of its own on the tests' PostgreSQL. Settings are added to those of
 * a test; with JACKFIELD_DATA among them, the database is the embedded one of that folder and can be opened again.
 */
export async function startTestServer(
  settings: Record<string, string> = {},
  { resolve, log, asEmbedded = false, hasDemo = false }: TestServerOptions = {},
): Promise<TestServer> {
  const isInFolder = settings.JACKFIELD_DATA !== undefined;
  const scratch = isInFolder ? null : await createScratchDatabase({ isMigrated: true });
  const dataFolder = asEmbedded ? await mkdtemp(path.join(tmpdir(), 'jackfield-test-')) : null;
  const env = parseEnv({
    NODE_ENV: 'test',
    PORT: '0',
    JACKFIELD_LOG_LEVEL: 'fatal',
    JACKFIELD_SIGNUP: 'open',
    JACKFIELD_MASTER_KEY: randomBytes(32).toString('base64'),
    ...(dataFolder === null ? {} : { JACKFIELD_DATA: dataFolder }),
    ...(scratch === null || asEmbedded ? {} : { DATABASE_URL: scratch.url }),
    ...settings,
  });
  const embeddedUrl = asEmbedded ? scratch?.url : undefined;
  const ctx = await createContext(env, createLogger(env, log), { embeddedUrl, resolve, hasDemo });
  const server = createServer(ctx);
  const port = await listen(server, env.PORT, '127.0.0.1');
  ctx.ownPorts.add(port);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    ctx,
    visitor: () => new TestClient(url),
    lockTable: async (table) => {
      if (scratch === null) throw new Error('this server has a data folder');
      return scratch.lockTable(table);
    },
    stop: async () => {
      await stopListening(server, 1_000);
      await ctx.close();
      await scratch?.drop();
      if (dataFolder !== null) await rm(dataFolder, { recursive: true });
    },
  };
}
