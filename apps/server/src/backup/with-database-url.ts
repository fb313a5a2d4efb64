import { existsSync } from 'node:fs';
import { findRunningServer, startEmbeddedServer } from '@jackfield/db';
import type { Env } from '../env.ts';
import { OperatorError } from './operator-error.ts';
import { print } from './run-program.ts';

/**
 * Calls `work` with the address of the database to back up: that of `DATABASE_URL`, of the running Jackfield on the
 * data folder, or of the embedded database, started for as long as `work` takes.
 */
export async function withSourceUrl<Result>(env: Env, work: (url: string) => Promise<Result>): Promise<Result> {
  if (env.DATABASE_URL !== undefined) return work(env.DATABASE_URL);
  const folder = env.JACKFIELD_DATA;
  if (!existsSync(folder)) {
    throw new OperatorError(
      `There is no data folder ${folder}, so there is nothing to back up. Set JACKFIELD_DATA to the folder of your server.`,
    );
  }
  const running = await findRunningServer(folder);
  return running === null ? withEmbeddedServer(env, work) : work(running);
}

/** Calls `work` with the address of the database to restore into; an embedded one is created if it doesn't exist. */
export async function withTargetUrl<Result>(env: Env, work: (url: string) => Promise<Result>): Promise<Result> {
  if (env.DATABASE_URL !== undefined) return work(env.DATABASE_URL);
  const folder = env.JACKFIELD_DATA;
  if ((await findRunningServer(folder)) !== null) {
    throw new OperatorError(
      `Jackfield is running on ${folder}. Stop it, and move that folder away or set JACKFIELD_DATA to a new one: a backup is restored into an empty database. Nothing was changed.`,
    );
  }
  return withEmbeddedServer(env, work);
}

async function withEmbeddedServer<Result>(env: Env, work: (url: string) => Promise<Result>): Promise<Result> {
  const server = await startEmbeddedServer(env.JACKFIELD_DATA, {
    postgresBin: env.JACKFIELD_POSTGRES_BIN,
    onProgress: print,
  });
  try {
    return await work(server.url);
  } finally {
    await server.close();
  }
}
