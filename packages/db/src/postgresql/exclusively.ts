import pg from 'pg';
import type { RunScript } from '../migrations/apply-migrations.ts';

/** Any fixed number; it names the lock and nothing else. */
export const MIGRATION_LOCK = 7_236_002;
const CONNECT_MS_MAX = 10_000;

/**
 * Does `work` while no other process does its own on the same database; waits for it as long as it takes. The lock is
 * that of the connection on which `work` runs its scripts, so it is free again when the process that holds it ends in
 * any way, and not before the server is done with what that process asked of it.
 */
export async function exclusively<Result>(
  url: string,
  onWait: () => void,
  work: (run: RunScript) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
  });
  // A lost connection fails the next query on it; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS "isHeld"', [MIGRATION_LOCK]);
    if (rows[0]?.isHeld !== true) {
      onWait();
      await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    }
    return await work((script) => client.query(script));
  } finally {
    await client.end().catch(() => {});
  }
}
