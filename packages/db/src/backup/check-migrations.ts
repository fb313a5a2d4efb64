import type { Migration } from '../migrations/read-migrations.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader } from './backup-format.ts';

/**
 * The migrations that a backup was made with, in their order.
 *
 * @throws BackupError `written_by_newer` or `migration_changed`.
 */
export function findMigrations(header: BackupHeader, known: readonly Migration[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  return header.migrations.map(({ name, checksum }) => {
    const migration = byName.get(name);
    if (migration === undefined) {
      throw new BackupError(
        'written_by_newer',
        `The backup holds the migration ${name}, which this version of Jackfield doesn't know. Restore it with the version that made it (${header.jackfieldVersion}) or a newer one. Nothing was written.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new BackupError(
        'migration_changed',
        `The file of the migration ${name} isn't the one that the backup was made with. Restore prisma/migrations/${name}/migration.sql to its original content. Nothing was written.`,
      );
    }
    return migration;
  });
}
