import pg from 'pg';
import type { ServerAddress } from './server/address.ts';
import { ADMINISTRATOR } from './server/create-files.ts';

/** The product's account and its database have this name. */
const NAME = 'jackfield';
const NO_SUCH_DATABASE = '3D000';
/** Where no password is asked for, and where one is. */
const NO_SUCH_ACCOUNT = ['28000', '28P01'];

/** The product's database, as the account that owns it. */
export function databaseUrl(url: ServerAddress['url']): string {
  return url(NAME, NAME);
}

/** The server's administrator. */
export function administratorUrl(url: ServerAddress['url']): string {
  return url(ADMINISTRATOR, 'postgres');
}

/** Makes the product's account and database where they are missing: in a new folder, or after a start that was cut. */
export async function createDatabase({ url, password }: Pick<ServerAddress, 'url' | 'password'>): Promise<void> {
  if (await isThere(databaseUrl(url))) return;
  const client = new pg.Client({ connectionString: administratorUrl(url) });
  await client.connect();
  try {
    const { rows } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [NAME]);
    const secret = password === null ? '' : ` PASSWORD ${client.escapeLiteral(password)}`;
    if (rows.length === 0) await client.query(`CREATE ROLE ${NAME} LOGIN${secret}`);
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === NO_SUCH_DATABASE || NO_SUCH_ACCOUNT.includes(code)) return false;
    throw error;
  } finally {
    await client.end();
  }
}
