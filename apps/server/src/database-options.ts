import type { Env } from './env.ts';

/** Which database the settings name, for `openDatabase`: a server, or the embedded one of the data folder. */
export function databaseOptions(env: Pick<Env, 'DATABASE_URL' | 'JACKFIELD_DATA' | 'JACKFIELD_POSTGRES_BIN'>) {
  if (env.DATABASE_URL !== undefined) return { url: env.DATABASE_URL };
  return { dataFolder: env.JACKFIELD_DATA, postgresBin: env.JACKFIELD_POSTGRES_BIN };
}
