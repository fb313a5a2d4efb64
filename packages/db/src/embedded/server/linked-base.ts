import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseError } from '../../database-error.ts';
import { filesFolder } from './files-folder.ts';

/** Every account can pass through it. */
export const SHARED = '/var/lib/jackfield';

/**
 * Where the files of this data folder are if they are not in it; null if they are.
 *
 * @throws DatabaseError `folder_not_usable` when they are gone, or belong to another data folder of which this is a copy
 */
export function findLinkedBase(dataFolder: string): string | null {
  const link = filesFolder(dataFolder);
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return null;
  const base = dirname(readlinkSync(link));
  if (!existsSync(base)) {
    throw new DatabaseError(
      'folder_not_usable',
      `The database of ${dataFolder} was in ${base}, which isn't there. Put that folder back, or restore a backup into a new data folder.`,
    );
  }
  const owner = readOwner(base);
  if (owner !== dataFolder && owner !== null && pointsTo(owner, base)) {
    throw new DatabaseError(
      'folder_not_usable',
      `${dataFolder} is a copy of ${owner} without its database, which is in ${base} and still belongs to ${owner}. Use "npm run backup" and "npm run restore" to copy a database.`,
    );
  }
  if (owner !== dataFolder) writeOwner(base, dataFolder);
  return base;
}

/** Makes a place for the files of a new database, and the link to it. */
export function makeLinkedBase(dataFolder: string): string {
  mkdirSync(SHARED, { recursive: true, mode: 0o755 });
  // A name of its own: a data folder that was deleted never comes back with a new one.
  const base = mkdtempSync(join(SHARED, 'data-'));
  chmodSync(base, 0o711);
  writeOwner(base, dataFolder);
  symlinkSync(filesFolder(base), filesFolder(dataFolder));
  return base;
}

function pointsTo(dataFolder: string, base: string): boolean {
  const link = filesFolder(dataFolder);
  const isLink = lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink && dirname(readlinkSync(link)) === base;
}

function ownerFile(base: string): string {
  return join(base, 'data-folder');
}

function readOwner(base: string): string | null {
  return existsSync(ownerFile(base)) ? readFileSync(ownerFile(base), 'utf8').trim() : null;
}

function writeOwner(base: string, dataFolder: string): void {
  writeFileSync(ownerFile(base), `${dataFolder}\n`, { mode: 0o600 });
}
