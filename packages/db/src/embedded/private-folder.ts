import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { DatabaseError } from '../database-error.ts';

/**
 * Makes a folder that only this account can use, or checks that the one that is there is such a folder. In a place
 * where every account may write, another one could have made it first.
 *
 * @param isSheltered it is in a folder of ours, so that it was opened to others by mistake, and is closed again
 * @throws DatabaseError `folder_not_usable`
 */
export function makePrivateFolder(folder: string, { isSheltered }: { isSheltered: boolean }): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode, isDirectory } = describe(folder);
  const isOurs = process.getuid === undefined || uid === process.getuid();
  if (isDirectory && !isOurs) {
    throw notUsable(`The folder ${folder} belongs to the account with the id ${uid}. Run Jackfield as that account.`);
  }
  const isClosed = process.platform === 'win32' || (mode & 0o077) === 0;
  if (isDirectory && !isClosed && isSheltered) chmodSync(folder, 0o700);
  else if (!isDirectory || !isClosed) {
    throw notUsable(`${folder} is no folder of ours alone. Set JACKFIELD_DATA to a folder with a shorter path.`);
  }
}

function describe(folder: string): { uid: number; mode: number; isDirectory: boolean } {
  const found = lstatSync(folder);
  return { uid: found.uid, mode: found.mode, isDirectory: found.isDirectory() };
}

function notUsable(message: string): DatabaseError {
  return new DatabaseError('folder_not_usable', message);
}
