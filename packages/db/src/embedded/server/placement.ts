import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseError } from '../../database-error.ts';
import { filesFolder } from './files-folder.ts';
import { type Binaries, programFile } from './find-binaries.ts';
import { findLinkedBase, makeLinkedBase, SHARED } from './linked-base.ts';
import type { ServerAccount } from './server-account.ts';

/** Where the programs and the database's files are, for the account that runs them. */
export interface Placement {
  bin: string;
  /** Holds the files' folder and the socket's. */
  base: string;
}

/**
 * Leaves everything in its place where the account can use it there. `nobody` can't pass through /root or a home of
 * mode 0700: programs that it can't run are copied to /var/lib/jackfield, and the files of a *new* database are made
 * there, with a link in the data folder. Files that exist are never moved.
 *
 * @throws DatabaseError `folder_not_usable` where neither is possible
 */
export function choosePlacement(dataFolder: string, binaries: Binaries, account: ServerAccount): Placement {
  const linked = findLinkedBase(dataFolder);
  const { bin, packageFolder } = binaries;
  if (account.ids === null) return { bin, base: linked ?? dataFolder };
  const can = (command: string, ...args: string[]): boolean => {
    const { status, error } = spawnSync(command, args, { ...account.ids, cwd: '/', stdio: 'ignore' });
    if (error !== undefined && !isOutOfReach(error)) {
      throw notUsable(dataFolder, `it could not be started as that account: ${error.message}`);
    }
    return status === 0;
  };
  // The master key in it stays readable by root alone.
  chmodSync(dataFolder, 0o711);
  const canReach = can('/bin/sh', '-c', 'cd "$1"', 'sh', linked ?? dataFolder);
  if (!canReach && existsSync(filesFolder(dataFolder))) {
    throw notUsable(dataFolder, "that account can't reach the database in it");
  }
  const canRun = can(programFile(bin, 'postgres'), '--version');
  try {
    return {
      bin: canRun || packageFolder === null ? bin : copyPrograms(packageFolder),
      base: linked ?? (canReach ? dataFolder : makeLinkedBase(dataFolder)),
    };
  } catch (cause) {
    throw notUsable(dataFolder, `that account can't use ${canReach ? bin : dataFolder}`, cause);
  }
}

/** Gives the files to the account that will run the server: another one may have run it before. */
export function giveTo(account: ServerAccount, folder: string): void {
  if (account.owner === null || !existsSync(folder)) return;
  const { uid, gid } = account.owner;
  if (statSync(folder).uid === uid) return;
  const root = realpathSync(folder);
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) lchownSync(join(root, name), uid, gid);
  // Last, so that a start that was cut is seen by the next one.
  lchownSync(root, uid, gid);
}

/** A program in a folder that the account can't pass through, rather than a system that forbids other accounts. */
function isOutOfReach(error: Error): boolean {
  return 'code' in error && (error.code === 'EACCES' || error.code === 'ENOENT');
}

function copyPrograms(packageFolder: string): string {
  const { name, version }: { name: string; version: string } = JSON.parse(
    readFileSync(join(packageFolder, 'package.json'), 'utf8'),
  );
  const copy = join(SHARED, `${basename(name)}-${version}`);
  if (!existsSync(copy)) {
    rmSync(`${copy}.new`, { recursive: true, force: true });
    mkdirSync(SHARED, { recursive: true, mode: 0o755 });
    cpSync(join(packageFolder, 'native'), `${copy}.new`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.new`, copy);
  }
  return join(copy, 'bin');
}

function notUsable(dataFolder: string, reason: string, cause?: unknown): DatabaseError {
  return new DatabaseError(
    'folder_not_usable',
    `PostgreSQL doesn't run as root, so for ${dataFolder} it runs as "nobody" here, but ${reason}. Start Jackfield as a normal user, let every account pass through the folders above, or set DATABASE_URL to a PostgreSQL server.`,
    { cause },
  );
}
