import pg from 'pg';
import { DatabaseError } from '../database-error.ts';
import { BackupError } from './backup-error.ts';

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

/** Connections (08), and a server that stops or is stopped (57P01 to 57P03). */
const CONNECTION = /^08|^57P0[1-3]$/;
/** Their messages may hold the value of a row; those of all other classes name objects only. */
const MAY_HOLD_VALUES = /^(?:22|23|P0|XX)/;

/** An error of the database as one for the operator. What is one already is returned unchanged. */
export function explainDatabaseError(error: unknown, { action, consequence }: Attempt): Error {
  if (error instanceof BackupError || error instanceof DatabaseError) return error;
  const cause = error;
  if (error instanceof pg.DatabaseError && !CONNECTION.test(error.code ?? '')) {
    const code = error.code ?? 'unknown';
    const reason = MAY_HOLD_VALUES.test(code) ? `error ${code}` : `${error.message} (${code})`;
    return new BackupError('database_rejected', `The database failed ${action}: ${reason}. ${consequence}`, { cause });
  }
  if (isOfConnection(error)) {
    return new BackupError(
      'connection_lost',
      `The connection to the database was lost ${action}. ${consequence} Run this again once the database is reachable.`,
      { cause },
    );
  }
  return error instanceof Error ? error : new Error(String(error));
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
