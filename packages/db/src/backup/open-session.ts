import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { checkConnection } from '../postgresql/check-connection.ts';

const CONNECT_MS_MAX = 10_000;
const STOP_MS_MAX = 3_000;
/** A host that vanished is noticed after this and ten unanswered probes of a second each. */
const KEEP_ALIVE_AFTER_MS = 5_000;
/**
 * What decides how values are written as text, so that both sides agree, and how long the server waits: as long as it
 * takes. Settings that a server doesn't have are left out.
 */
const SETTINGS = {
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '3',
  bytea_output: 'hex',
  xmloption: 'content',
  lc_monetary: 'C',
  standard_conforming_strings: 'on',
  // Rows that a policy hides would be missing without an error.
  row_security: 'off',
  check_function_bodies: 'off',
  synchronize_seqscans: 'off',
};

/** One connection for a whole backup or restore. */
export interface Session {
  client: pg.Client;
  /** The schema in which unqualified names are created, as the address and the role have it. */
  defaultSchema: string | null;
  /** Ends the connection, and on the server whatever still runs on it. */
  close(): Promise<void>;
}

/**
 * Connects, with every name to be qualified from then on. When the signal aborts, the statement that runs fails.
 *
 * @throws DatabaseError `unreachable` or `refused`, without the password.
 */
export async function openSession(url: string, signal?: AbortSignal): Promise<Session> {
  await checkConnection(new PrismaPg({ connectionString: url, connectionTimeoutMillis: CONNECT_MS_MAX }), url);
  const client = new pg.Client({
    connectionString: url,
    application_name: 'jackfield backup',
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
  // A lost connection fails the statement that runs; without a listener it would end the process.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ pid: number; schema: string | null }>(
    'SELECT pg_backend_pid() AS pid, current_schema() AS schema',
  );
  await client.query(
    `SELECT set_config(s.name, v.value, false) FROM json_each_text($1) v(name, value)
     JOIN pg_settings s ON lower(s.name) = lower(v.name)`,
    [JSON.stringify(SETTINGS)],
  );
  await client.query(`SET search_path = ''`);
  // Where the server can't be reached any more, closing our side is what ends the statement here.
  const stop = () => void endBackend(url, rows[0]?.pid ?? 0).finally(() => client.end().catch(() => {}));
  signal?.addEventListener('abort', stop);
  return {
    client,
    defaultSchema: rows[0]?.schema ?? null,
    close: async () => {
      signal?.removeEventListener('abort', stop);
      await client.end().catch(() => {});
    },
  };
}

/** Closing the socket alone would leave a long statement running, with its locks, until it ended by itself. */
async function endBackend(url: string, pid: number): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: STOP_MS_MAX,
    query_timeout: STOP_MS_MAX,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT pg_terminate_backend($1)', [pid]);
  } catch {
    // The connection is closed in any case.
  } finally {
    await client.end().catch(() => {});
  }
}
