import { statfsSync } from 'node:fs';
import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { DatabaseError } from '../database-error.ts';

/**
 * Two segments of the write-ahead log and one large change. Where the next segment of the log finds no room, PostgreSQL
 * ends, and recovery fails until there is some: so nothing is written any more before that.
 */
const FREE_BYTES_MIN = 48 * 1024 * 1024;

/**
 * Refuses a statement that writes while the disk of the folder is nearly full, with the code of PostgreSQL for it.
 * Reading goes on, and writing again as soon as there is room.
 */
export function refuseWhenFull(folder: string, sql: string): void {
  if (!mayWrite(sql) || freeBytes(folder) >= FREE_BYTES_MIN) return;
  const message = 'The disk of the data folder is full.';
  throw new DriverAdapterError({
    kind: 'postgres',
    code: '53100',
    severity: 'ERROR',
    message,
    detail: undefined,
    column: undefined,
    hint: undefined,
    originalCode: '53100',
    originalMessage: message,
  });
}

/** A statement that begins with WITH may write in any of its parts. */
function mayWrite(sql: string): boolean {
  if (/^\s*(?:INSERT|UPDATE|DELETE|MERGE|COPY)\b/i.test(sql)) return true;
  return /^\s*WITH\b/i.test(sql) && /\b(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO)\b/i.test(sql);
}

/** A new database takes some 40 MB, its first migrations two segments of the log. */
const NEW_BYTES_MIN = 128 * 1024 * 1024;

/** @throws DatabaseError `folder_not_usable`: opening a database, or making one, writes too. */
export function requireSpace(folder: string, exists: boolean): void {
  const free = freeBytes(folder);
  const needed = exists ? FREE_BYTES_MIN : NEW_BYTES_MIN;
  if (free >= needed) return;
  throw new DatabaseError(
    'folder_not_usable',
    `The disk of the data folder ${folder} is full: ${megabytes(free)} MB are free, and ${megabytes(needed)} MB are needed. Free some space, then start again; your data was left as it is.`,
  );
}

/** What this account may still write. A system that does not tell is taken to have room. */
function freeBytes(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function megabytes(bytes: number): number {
  return Math.floor(bytes / (1024 * 1024));
}
