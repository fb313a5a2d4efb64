import { CONNECTIONS_PER_PROCESS } from '../../postgresql/connection-budget.ts';

/** Migrations, a backup, and the three that PostgreSQL reserves for its administrator. */
const CONNECTIONS_BESIDE = 8;
/** Since then PostgreSQL reads files with processes of their own unless it is told not to. */
const IO_WORKERS_SINCE = 18;

export interface ServerNeeds {
  major: number;
  /** How many processes of ours connect. */
  processes: number;
  isDurable: boolean;
}

/**
 * The server's settings besides its address: few processes, no more memory than a small database needs. Its log would
 * repeat rows and statements (a duplicate key with its value, a failed statement with its literals), so it reports
 * nothing but why it cannot start.
 *
 * @see https://www.postgresql.org/docs/18/runtime-config.html
 */
export function serverSettings({ major, processes, isDurable }: ServerNeeds): Record<string, string> {
  return {
    max_connections: String(CONNECTIONS_PER_PROCESS * processes + CONNECTIONS_BESIDE),
    shared_buffers: '64MB',
    max_wal_size: '256MB',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    // A container's shared memory is often too small for parallel queries.
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    jit: 'off',
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    timezone: 'UTC',
    ...(major >= IO_WORKERS_SINCE ? { io_method: 'sync' } : {}),
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}
