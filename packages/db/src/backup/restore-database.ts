import { findMigrationsFolder, type Migration, readMigrations } from '../migrations/read-migrations.ts';
import { MIGRATION_LOCK } from '../postgresql/exclusively.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader, Definition } from './backup-format.ts';
import { quoteName } from './catalog/quote-name.ts';
import { readDefinitions } from './catalog/read-definitions.ts';
import { readTables } from './catalog/read-tables.ts';
import { readUnsupported } from './catalog/read-unsupported.ts';
import { findMigrations } from './check-migrations.ts';
import { createDefinitions } from './create-definitions.ts';
import { DISK_FULL, explainDatabaseError, hasSqlState } from './explain-database-error.ts';
import { loadRows } from './load-rows.ts';
import { openSession, type Session } from './open-session.ts';
import type { BackupReport, OnProgress } from './progress.ts';
import { readBackup } from './read-backup.ts';
import { suspendChecks } from './suspend-checks.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

export interface RestoreOptions {
  /** The address of an empty database. */
  url: string;
  /** The backup. */
  file: string;
  /** What `verifyBackup` returned for the file, if it was checked before; else it is checked now. */
  verified?: VerifiedBackup | undefined;
  /** Where the migrations are; found above the program if not given. */
  migrationsFolder?: string | undefined;
  onProgress?: OnProgress | undefined;
  /** Stops the restore; the database stays empty. */
  signal?: AbortSignal | undefined;
}

export interface RestoreReport extends BackupReport {
  /** ISO 8601, UTC: when the backup was made. */
  createdAt: string;
  /** The master key file's content, if the backup includes it. */
  masterKey?: string | undefined;
}

type Client = Session['client'];

/**
 * Restores a backup into an empty database, in one transaction: it ends whole or empty, and can be run again. The file
 * is checked from its first to its last byte before anything is written. Needs constant memory and no rights but those
 * of the database's owner. The migrations that are newer than the backup are left to `openDatabase`.
 *
 * @throws BackupError, or DatabaseError where the database can't be reached. The database is empty then, except for
 * the code `commit_unknown`.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<RestoreReport> {
  const { url, file, onProgress, signal } = options;
  const { header, rows, bytes, fileBytes } = options.verified ?? (await verifyBackup(file, { onProgress, signal }));
  const known = await readMigrations(options.migrationsFolder ?? findMigrationsFolder());
  const migrations = findMigrations(header, known);
  let isCommitting = false;
  try {
    const session = await openSession(url, signal);
    try {
      const { client } = session;
      await client.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
      await client.query('BEGIN');
      await rejectFullDatabase(client);
      await restore(client, header, migrations, options);
      isCommitting = true;
      await client.query('COMMIT');
      isCommitting = false;
      // Without statistics the first queries on large tables would be planned badly.
      await client.query('ANALYZE').catch(() => {});
    } finally {
      await session.close();
    }
  } catch (error) {
    throw explain(error, isCommitting, signal);
  }
  const { masterKeyIds, masterKey, createdAt, tables } = header;
  return { tables: tables.length, rows, bytes, fileBytes, masterKeyIds, masterKey, createdAt };
}

function explain(error: unknown, isCommitting: boolean, signal: AbortSignal | undefined): unknown {
  if (isCommitting) {
    const isDiskFull = hasSqlState(error, DISK_FULL);
    const reason = isDiskFull ? 'The disk of the database became full' : 'The connection was lost';
    return new BackupError(
      'commit_unknown',
      `${reason} at the last step, so the database may be restored or empty. ${isDiskFull ? 'Free some space on that disk and run' : 'Run'} this again: it says whether the database holds data. If it does, it is restored.`,
      { cause: error },
    );
  }
  if (signal?.aborted === true) return new BackupError('aborted', 'Stopped. The database is empty.', { cause: error });
  return explainDatabaseError(error, {
    action: 'while the backup was restored',
    consequence: 'The database was left empty.',
  });
}

/** Nothing that exists is ever replaced. An extension or an empty schema may be there. */
async function rejectFullDatabase(client: Client): Promise<void> {
  const found = (await readDefinitions(client)).filter(({ kind }) => kind !== 'schema' && kind !== 'extension');
  const names = [...found.map(({ kind, name }) => `${kind} ${name}`), ...(await readUnsupported(client))];
  const first = found.find(({ kind }) => kind === 'table') ?? found[0];
  if (names.length === 0) return;
  throw new BackupError(
    'database_not_empty',
    `The database isn't empty: it holds ${first === undefined ? names[0] : `the ${first.kind} ${first.name}`}${names.length > 1 ? ` and ${names.length - 1} other objects` : ''}. A restore never replaces data. Create an empty database and restore into that one. Nothing was changed.`,
  );
}

async function restore(
  client: Client,
  header: BackupHeader,
  migrations: readonly Migration[],
  options: RestoreOptions,
): Promise<void> {
  await applyMigrations(client, header.migrationsSchema, migrations);
  const existing = new Set((await readDefinitions(client)).map(identify));
  const missing = header.definitions.filter((definition) => !existing.has(identify(definition)));
  const resumeChecks = await suspendChecks(client);
  await emptyTables(client);
  await createDefinitions(
    client,
    missing.filter(({ phase }) => phase === 'before'),
  );
  await loadTables(client, header, options);
  options.onProgress?.({ step: 'finish', table: null, rows: 0, bytes: 0, share: 0 });
  for (const { schema, name, lastValue, isCalled } of header.sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [quoteName(schema, name), lastValue, isCalled]);
  }
  // A deferred constraint that still waits would block the changes of its table.
  await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  await resumeChecks();
  await createDefinitions(
    client,
    missing.filter(({ phase }) => phase === 'after'),
  );
}

/** They are not recorded: their table is restored like every other one. */
async function applyMigrations(client: Client, schema: string, migrations: readonly Migration[]): Promise<void> {
  // IF NOT EXISTS would need the right to create schemas also where it exists.
  const { rows } = await client.query('SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1', [schema]);
  if (rows.length === 0) await client.query(`CREATE SCHEMA ${quoteName(schema)}`);
  await client.query(`SET LOCAL search_path = ${quoteName(schema)}`);
  for (const { script } of migrations) await client.query(script);
  await client.query('SET LOCAL search_path = DEFAULT');
  const current = await client.query<{ schema: string | null }>('SELECT current_schema() AS schema');
  const found = current.rows[0]?.schema ?? 'none';
  if (found !== schema) {
    throw new BackupError(
      'database_rejected',
      `The backup's tables are in the schema ${schema}, and Jackfield would look for them in ${found}. Set the search_path of the account to ${schema} and run this again. The database was left empty.`,
    );
  }
  await client.query(`SET LOCAL search_path = ''`);
}

/** A migration may insert rows, which the backup holds as well. */
async function emptyTables(client: Client): Promise<void> {
  const tables = await readTables(client);
  if (tables.length === 0) return;
  await client.query(`TRUNCATE ${tables.map(({ schema, name }) => quoteName(schema, name)).join(', ')}`);
}

async function loadTables(client: Client, header: BackupHeader, options: RestoreOptions): Promise<void> {
  const { file, signal, onProgress = () => {} } = options;
  let share = 0;
  let bytes = 0;
  const parts = readBackup(file, {
    signal,
    onRead: (read) => {
      share = read;
    },
  });
  try {
    await parts.next();
    for (const table of header.tables) {
      const report = (rows: number) =>
        onProgress({ step: 'restore', table: `${table.schema}.${table.name}`, rows, bytes, share });
      const loaded = await loadRows(client, table, parts, (part) => {
        bytes += part.length;
        report(0);
      });
      report(loaded.rows);
    }
    // The file may have changed since it was checked; its end has the checksum.
    for await (const _ of parts);
  } finally {
    await parts.return();
  }
}

function identify({ kind, name }: Definition): string {
  return `${kind} ${name}`;
}
