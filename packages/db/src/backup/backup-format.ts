/*
 * A backup is one gzip stream of parts. Each part is a line of JSON that ends with a newline, followed by as many bytes
 * as its `bytes` says (none if it is missing):
 *
 *   {"part":"header","format":"jackfield-backup","version":1,"bytes":N}   N bytes: the header as JSON
 *   {"part":"rows","table":0,"bytes":N}                                   N bytes of COPY text, cut anywhere
 *   {"part":"table","table":0,"rows":R}                                   the table is complete: R rows
 *   …                                                                     every table of the header, in its order
 *   {"part":"end","sha256":"…"}                                           SHA-256 of every byte before this line
 *
 * A reader rejects parts that it does not know. `file` is reserved for files that the product stores outside the
 * database; it stores none today.
 */

export const FORMAT = 'jackfield-backup';
/** Raised when an older reader could no longer restore the file. */
export const FORMAT_VERSION = 1;
/** Rows are written in parts of about this size. */
export const ROWS_BYTES = 256 * 1024;
/** What a reader accepts, so that a damaged length cannot take all memory. */
export const ROWS_BYTES_MAX = 16 * 1024 * 1024;
export const HEADER_BYTES_MAX = 256 * 1024 * 1024;
export const LINE_BYTES_MAX = 1024;

/** One object of a database and the statement that creates it, with every name qualified. */
export interface Definition {
  /** `table`, `index`, `function`, … */
  kind: string;
  /** Identifies it among those of its kind: `public.user`. */
  name: string;
  sql: string;
  /** Created before the rows are loaded, or after. */
  phase: 'before' | 'after';
}

export interface BackupTable {
  schema: string;
  name: string;
  /** In the order of the rows' fields, without generated columns. */
  columns: string[];
}

export interface BackupSequence {
  schema: string;
  name: string;
  /** A 64-bit number as text. */
  lastValue: string;
  isCalled: boolean;
}

export interface BackupHeader {
  /** The version of Jackfield that made the backup. */
  jackfieldVersion: string;
  /** `server_version` of the database. */
  postgresVersion: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** The schema that the migrations write to. */
  migrationsSchema: string;
  /** Those that are applied, in their order; checksums as in `_prisma_migrations`. */
  migrations: { name: string; checksum: string }[];
  /** The master keys that the secrets need; more than one while keys are rotated. */
  masterKeyIds: string[];
  /** The content of the master key file, only if it was requested. */
  masterKey?: string;
  /** Everything that a restore creates unless the migrations do. */
  definitions: Definition[];
  tables: BackupTable[];
  sequences: BackupSequence[];
}

export type Part =
  | { part: 'header'; header: BackupHeader }
  | { part: 'rows'; table: number; bytes: Buffer }
  | { part: 'table'; table: number; rows: number }
  | { part: 'end' };
