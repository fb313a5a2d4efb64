import pg from 'pg';
import { POOL_CONNECTIONS_MAX } from './connection-budget.ts';
import { promptSocket } from './prompt-socket.ts';

/** Longer than a transaction may take (15 s), and than an unused connection is kept. */
const SILENCE_MS_MAX = 16_000;
const CONNECT_MS_MAX = 5_000;
const KEEP_ALIVE_AFTER_MS = 5_000;
/**
 * A statement that waits longer, for a lock for example, fails; a transaction whose process vanished gives its locks
 * back. Set on the connection rather than in the address, which connection poolers refuse.
 */
const SESSION_SETTINGS = 'SET statement_timeout = 15000; SET idle_in_transaction_session_timeout = 20000';

/** The connections that queries and transactions take turns on. None of them waits for ever. */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    stream: () => promptSocket(SILENCE_MS_MAX),
    onConnect: async (client) => {
      await client.query(SESSION_SETTINGS);
    },
  });
  // A connection that is lost while nobody uses it has left the pool already; the next query makes another.
  pool.on('error', () => {});
  return pool;
}
