import pg from 'pg';
import { DatabaseError } from '../database-error.ts';
import { BackupError, type BackupErrorCode } from './backup-error.ts';

export const DISK_FULL = '53100';

export function hasSqlState(error: unknown, code: string): boolean {
  return error instanceof pg.DatabaseError && error.code === code;
}

/** Whether its code begins with one of these two characters, as `42` for what doesn't exist or isn't allowed. */
export function hasSqlStateClass(error: unknown, classes: readonly string[]): boolean {
  return error instanceof pg.DatabaseError && classes.includes(error.code?.slice(0, 2) ?? '');
}

export interface Attempt {
  /** What was being done: `reading the table public.user`. */
  action: string;
  /** What it means for the file or the database: `Nothing was written.` */
  consequence: string;
}

/** Connections. */
const CONNECTION = /^08/;
const RUN_AGAIN = 'Run this again once the database is reachable.';

interface Explanation {
  code: BackupErrorCode;
  describe(attempt: Attempt): string;
}

/** What the operator can correct on the database server. */
const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  [DISK_FULL]: {
    code: 'disk_full',
    describe: ({ consequence }) =>
      `The disk of the database is full. ${consequence} Free some space on that disk and run this again.`,
  },
  '53200': {
    code: 'out_of_memory',
    describe: ({ action, consequence }) =>
      `The database ran out of memory ${action}. ${consequence} Give the database server more memory and run this again.`,
  },
  '53300': {
    code: 'connection_lost',
    describe: ({ consequence }) =>
      `The database has no free connection. ${consequence} Close some connections, or raise max_connections of the database server, and run this again.`,
  },
  '57P01': {
    code: 'connection_lost',
    describe: ({ action, consequence }) =>
      `The database was shut down, or an administrator ended the connection, ${action}. ${consequence} ${RUN_AGAIN}`,
  },
  '57P02': {
    code: 'connection_lost',
    describe: ({ action, consequence }) =>
      `The database server crashed ${action}. ${consequence} Its log has the reason, which may be a full disk. ${RUN_AGAIN}`,
  },
  '57P03': {
    code: 'connection_lost',
    describe: ({ consequence }) => `The database is starting or shutting down. ${consequence} ${RUN_AGAIN}`,
  },
};

/** The table of locks is full, which has the code of a lack of memory. */
const TOO_FEW_LOCKS: Explanation = {
  code: 'out_of_memory',
  describe: ({ consequence }) =>
    `The database has too little memory for the locks that this needs. ${consequence} Raise max_locks_per_transaction of the database server and run this again.`,
};

/** Their messages may hold the value of a row; those of all other classes name objects only. */
const MAY_HOLD_VALUES = /^(?:22|23|P0|XX)/;

/** An error of the database as one for the operator. What is one already is returned unchanged. */
export function explainDatabaseError(error: unknown, attempt: Attempt): Error {
  if (error instanceof BackupError || error instanceof DatabaseError) return error;
  const { action, consequence } = attempt;
  const cause = error;
  const explanation = findExplanation(error);
  if (explanation !== undefined) return new BackupError(explanation.code, explanation.describe(attempt), { cause });
  if (error instanceof pg.DatabaseError && !CONNECTION.test(error.code ?? '')) {
    const code = error.code ?? 'unknown';
    const reason = MAY_HOLD_VALUES.test(code) ? `error ${code}` : `${error.message} (${code})`;
    return new BackupError('database_rejected', `The database failed ${action}: ${reason}. ${consequence}`, { cause });
  }
  if (isOfConnection(error)) {
    return new BackupError(
      'connection_lost',
      `The connection to the database was lost ${action}. ${consequence} ${RUN_AGAIN}`,
      { cause },
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

function findExplanation(error: unknown): Explanation | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  // The server translates the hint, but not the name of the setting.
  if (error.code === '53200' && error.hint?.includes('max_locks_per_transaction') === true) return TOO_FEW_LOCKS;
  return EXPLANATIONS[error.code ?? ''];
}

/** The driver has sentences for a lost connection, and no code. */
function isOfConnection(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return true;
  return (
    error instanceof Error &&
    (/^Connection terminated|^Client has encountered a connection error|^Client was closed/.test(error.message) ||
      ('code' in error && /^(?:ECONN|EPIPE|ETIMEDOUT|EHOST|ENET)/.test(String(error.code))))
  );
}
