import type pg from 'pg';
import { CHANGES_CHANNEL, LISTENER_NAME, MESSAGE_PREFIX } from './announce-change.ts';

/** Messages between the processes that share a database. One may be lost. */
export interface ProcessMessages {
  /** Sends a message to every process that listens, this one too. */
  send(message: string): Promise<void>;
  /** How many processes listen, this one included. */
  countListeners(): Promise<number>;
}

export function createProcessMessages(pool: pg.Pool): ProcessMessages {
  return {
    async send(message) {
      await pool.query('SELECT pg_notify($1, $2)', [CHANGES_CHANNEL, MESSAGE_PREFIX + message]);
    },
    async countListeners() {
      const { rows } = await pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = $1`,
        [LISTENER_NAME],
      );
      return rows[0]?.count ?? 0;
    },
  };
}
