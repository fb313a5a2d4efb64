import type { Env } from '../env.ts';
import { OperatorError } from './operator-error.ts';

/** Calls `work` with the address of the database that the settings name. */
export async function withDatabaseUrl<Result>(env: Env, work: (url: string) => Promise<Result>): Promise<Result> {
  if (env.DATABASE_URL !== undefined) return work(env.DATABASE_URL);
  throw new OperatorError('Set DATABASE_URL to the address of the database.');
}
