import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { filesFolder } from './server/files-folder.ts';
import type { Binaries } from './server/find-binaries.ts';

/**
 * Makes the data folder where there is none, and takes it for this process.
 *
 * @throws DatabaseError `folder_in_use` or `folder_not_usable`
 */
export async function takeDataFolder(dataFolder: string): Promise<FolderLock> {
  try {
    // Only the operator's account reads what is in here; the master key is beside the database.
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    return await lockFolder(dataFolder);
  } catch (cause) {
    if (cause instanceof DatabaseError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseError(
      'folder_not_usable',
      `The data folder ${dataFolder} cannot be used: ${reason}. Check its permissions, or set JACKFIELD_DATA to another folder.`,
      { cause },
    );
  }
}

/**
 * Rejects a folder with a database that these programs cannot read, before anything opens or changes it: one of the
 * embedded database of Jackfield 0.1, or one of another major version of PostgreSQL.
 *
 * @throws DatabaseError `foreign_version`
 */
export function rejectForeignFiles(dataFolder: string, { major }: Pick<Binaries, 'major'>): void {
  if (existsSync(join(dataFolder, 'pglite.json')) || existsSync(join(dataFolder, 'db', 'PG_VERSION'))) {
    throw new DatabaseError(
      'foreign_version',
      `The data folder ${dataFolder} was written by an older Jackfield, whose embedded database (PGlite) this version can't read. Nothing was changed. Set JACKFIELD_DATA to a new folder, or start the older version again.`,
    );
  }
  const found = readMajor(filesFolder(dataFolder));
  if (found === null || found === major) return;
  if (!(found > 0)) {
    throw new DatabaseError(
      'damaged',
      `The database in ${dataFolder} is damaged: its file PG_VERSION is empty or unreadable. Restore a backup into a new data folder.`,
    );
  }
  throw new DatabaseError(
    'foreign_version',
    `The database in ${dataFolder} was written by PostgreSQL ${found}; this Jackfield runs PostgreSQL ${major}. Nothing was changed. Make a backup with the version of Jackfield that wrote it (npm run backup) and restore it into a new folder.`,
  );
}

/** Null where no database was made yet. */
function readMajor(files: string): number | null {
  const file = join(files, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null;
}
