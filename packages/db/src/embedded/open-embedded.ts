import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { DatabaseError } from '../database-error.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { databaseFolder, isVersionRecorded, recordVersion, refuseForeignVersion } from './folder-version.ts';
import { requireSpace } from './free-space.ts';

export interface EmbeddedDatabase {
  pglite: PGlite;
  close(): Promise<void>;
}

/** A PostgreSQL in this process whose data ends with it, empty or a copy of a dumped data directory; for tests. */
export async function openInMemory(copyOf?: Blob): Promise<EmbeddedDatabase> {
  const pglite = await PGlite.create(copyOf && { loadDataDir: copyOf });
  return { pglite, close: () => pglite.close() };
}

/**
 * Opens, or makes, the PostgreSQL of a data folder and holds the folder until `close`.
 *
 * @throws DatabaseError `folder_in_use`, `folder_not_usable`, `foreign_version` or `damaged`.
 */
export async function openInFolder(dataFolder: string, onProgress: (line: string) => void): Promise<EmbeddedDatabase> {
  const lock = await takeFolder(dataFolder);
  try {
    await refuseForeignVersion(dataFolder);
    requireSpace(dataFolder);
    const pglite = await openFiles(dataFolder, onProgress);
    const close = async () => {
      await pglite.close();
      await lock.release();
    };
    return { pglite, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function takeFolder(dataFolder: string): Promise<FolderLock> {
  try {
    // Only the operator's account reads what is in here; the master key lies beside the database.
    await mkdir(dataFolder, { recursive: true, mode: 0o700 });
    return await lockFolder(dataFolder);
  } catch (cause) {
    if (cause instanceof DatabaseError) throw cause;
    throw new DatabaseError(
      'folder_not_usable',
      `The data folder ${dataFolder} cannot be used: ${words(cause)}. Check its rights, or set JACKFIELD_DATA to another folder.`,
      { cause },
    );
  }
}

/**
 * The version is recorded after a new database has answered, so a folder without a record is one whose making was
 * cut off before anything was stored. It is set aside, not deleted, and made again.
 */
async function openFiles(dataFolder: string, onProgress: (line: string) => void): Promise<PGlite> {
  const folder = databaseFolder(dataFolder);
  if (isVersionRecorded(dataFolder) && existsSync(folder)) return openExisting(folder);
  if (existsSync(folder)) {
    try {
      return await recorded(dataFolder, await start(folder));
    } catch {
      const aside = `${folder}.incomplete-${String(Date.now())}`;
      await rename(folder, aside);
      onProgress(`An unfinished database was set aside in ${aside}`);
    }
  }
  onProgress(`Creating the embedded database in ${dataFolder}`);
  return recorded(dataFolder, await start(folder));
}

async function openExisting(folder: string): Promise<PGlite> {
  try {
    return await start(folder);
  } catch (cause) {
    throw new DatabaseError(
      'damaged',
      `The embedded database in ${folder} could not be opened: ${words(cause)}. Restore the data folder from a copy.`,
      { cause },
    );
  }
}

async function start(folder: string): Promise<PGlite> {
  const pglite = await PGlite.create(folder);
  await pglite.query('SELECT 1');
  return pglite;
}

async function recorded(dataFolder: string, pglite: PGlite): Promise<PGlite> {
  await recordVersion(dataFolder);
  return pglite;
}

function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
