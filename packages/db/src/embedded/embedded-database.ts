import pg from 'pg';
import { ADMINISTRATOR } from './server/create-files.ts';

/** The product's account and its database have this name. */
const NAME = 'jackfield';
const NO_SUCH_DATABASE = '3D000';
const NO_SUCH_ACCOUNT = '28000';

/** Addresses on the local socket in this folder. */
export function databaseUrl(socketFolder: string): { url: string; administratorUrl: string } {
  // `pg` and `URL` both read a host of this form, whatever characters the path has.
  const host = encodeURIComponent(socketFolder);
  return {
    url: `postgresql://${NAME}@${host}/${NAME}`,
    administratorUrl: `postgresql://${ADMINISTRATOR}@${host}/postgres`,
  };
}

/** Makes the product's account and database where they are missing: in a new folder, or after a start that was cut. */
export async function createDatabase(socketFolder: string): Promise<void> {
  const { url, administratorUrl } = databaseUrl(socketFolder);
  if (await isThere(url)) return;
  const client = new pg.Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [NAME]);
    if (rows.length === 0) await client.query(`CREATE ROLE ${NAME} LOGIN`);
    await client.query(`CREATE DATABASE ${NAME} OWNER ${NAME}`);
  } finally {
    await client.end();
  }
}

async function isThere(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === NO_SUCH_DATABASE || code === NO_SUCH_ACCOUNT) return false;
    throw error;
  } finally {
    await client.end();
  }
}
