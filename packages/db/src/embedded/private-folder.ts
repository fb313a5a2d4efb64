import { lstatSync, mkdirSync } from 'node:fs';
import { DatabaseError } from '../database-error.ts';

/**
 * Makes a folder that only this account can use, or checks that the one that is there is such a folder. In a place
 * where every account may write, another one could have made it first.
 *
 * @throws DatabaseError `folder_not_usable`
 */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const { uid, mode } = found;
  const isOurs = process.getuid === undefined || uid === process.getuid();
  const isClosed = process.platform === 'win32' || (mode & 0o077) === 0;
  if (found.isDirectory() && isOurs && isClosed) return;
  throw new DatabaseError(
    'folder_not_usable',
    `The folder ${folder} belongs to another account or is open to others, so Jackfield doesn't use it. Remove it, or set JACKFIELD_DATA to a folder with a shorter path.`,
  );
}
