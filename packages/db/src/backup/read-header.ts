import type { ClientBase } from 'pg';
import type { BackupOptions } from './backup-database.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader } from './backup-format.ts';
import { quoteName } from './catalog/quote-name.ts';
import { readDefinitions } from './catalog/read-definitions.ts';
import { readSequences, type Table } from './catalog/read-tables.ts';
import { readUnsupported } from './catalog/read-unsupported.ts';

const NAMES_MAX = 10;

/** What a backup says of the database, read in its snapshot. */
export async function readHeader(
  client: ClientBase,
  tables: readonly Table[],
  { defaultSchema, jackfieldVersion, readMasterKey }: HeaderInput,
): Promise<BackupHeader> {
  await rejectUnsupported(client);
  const schema = defaultSchema ?? 'public';
  const has = (name: string) => tables.some((table) => table.schema === schema && table.name === name);
  if (!has('_prisma_migrations') || !has('instance')) {
    throw new BackupError(
      'not_a_jackfield_database',
      'This database has never been used by Jackfield, so there is nothing to back up. Nothing was written.',
    );
  }
  const version = await client.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  const migrations = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM ${quoteName(schema, '_prisma_migrations')}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  // The id of the key is the second part of a sealed text.
  const keys = await client.query<{ id: string }>(
    `SELECT split_part("sealedCanary", '.', 2) AS id FROM ${quoteName(schema, 'instance')}
     UNION SELECT "masterKeyId" FROM ${quoteName(schema, 'data_key')} ORDER BY 1`,
  );
  const masterKeyIds = keys.rows.map(({ id }) => id);
  const masterKey = await readMasterKey?.(masterKeyIds);
  return {
    jackfieldVersion,
    postgresVersion: version.rows[0]?.version ?? '',
    createdAt: new Date().toISOString(),
    migrationsSchema: schema,
    migrations: migrations.rows,
    masterKeyIds,
    ...(masterKey === undefined ? {} : { masterKey }),
    definitions: await readDefinitions(client),
    tables: tables.map((table) => ({ schema: table.schema, name: table.name, columns: table.columns })),
    // A sequence does not take part in transactions: read after the snapshot, it is never behind the rows.
    sequences: await readSequences(client),
  };
}

export interface HeaderInput {
  defaultSchema: string | null;
  jackfieldVersion: string;
  readMasterKey: BackupOptions['readMasterKey'];
}

/** A backup that would lose something isn't made. */
async function rejectUnsupported(client: ClientBase): Promise<void> {
  const names = await readUnsupported(client);
  if (names.length === 0) return;
  const listed = names.slice(0, NAMES_MAX).join(', ');
  const more = names.length > NAMES_MAX ? `, and ${names.length - NAMES_MAX} more` : '';
  throw new BackupError(
    'unsupported_objects',
    `The database holds objects that this backup can't include: ${listed}${more}. Nothing was written. Move them to another database, or use pg_dump.`,
  );
}
