import type { ClientBase } from 'pg';
import type { Definition } from './backup-format.ts';
import { explainDatabaseError, hasSqlStateClass } from './explain-database-error.ts';

/** Something it refers to does not exist yet, or a feature that needs it. */
const MISSING = ['42', '0A', '2B'];

/**
 * Creates objects within a transaction. One that depends on another that comes later is tried again after it, until
 * all exist or none of the rest can be created.
 *
 * @throws BackupError that names the first that can't be created.
 */
export async function createDefinitions(client: ClientBase, definitions: readonly Definition[]): Promise<void> {
  let pending = definitions;
  while (pending.length > 0) {
    const failed: Definition[] = [];
    let firstError: Error | undefined;
    for (const definition of pending) {
      try {
        await createOne(client, definition);
      } catch (error) {
        const explained = explainDatabaseError(error, {
          action: `while creating the ${definition.kind} ${definition.name}`,
          consequence: 'The database was left empty.',
        });
        if (!hasSqlStateClass(error, MISSING)) throw explained;
        firstError ??= explained;
        failed.push(definition);
      }
    }
    if (failed.length === pending.length) throw firstError;
    pending = failed;
  }
}

async function createOne(client: ClientBase, { sql }: Definition): Promise<void> {
  await client.query('SAVEPOINT definition');
  try {
    await client.query(sql);
    await client.query('RELEASE SAVEPOINT definition');
  } catch (error) {
    // Where the server ended the connection this fails too, and the first error has the reason.
    await client.query('ROLLBACK TO SAVEPOINT definition; RELEASE SAVEPOINT definition').catch(() => {});
    throw error;
  }
}
