import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseError } from '../../database-error.ts';
import { type Binaries, programFile } from './find-binaries.ts';
import type { ServerAccount } from './server-account.ts';

/** Where the programs and the database's files are, for the account that runs them. */
export interface Placement {
  bin: string;
  /** Holds the files' folder and the socket's. */
  base: string;
}

/** Every account can pass through it. */
const SHARED = '/var/lib/jackfield';
const FILES = 'postgresql';

/** The database's files of a data folder. */
export function filesFolder(base: string): string {
  return join(base, FILES);
}

/**
 * Leaves everything in its place where the account can use it there. `nobody` can't pass through /root or a home of
 * mode 0700: what it can't reach moves to /var/lib/jackfield, and the data folder gets a link to its files.
 *
 * @throws DatabaseError `folder_not_usable` where neither is possible
 */
export function choosePlacement(
  dataFolder: string,
  { bin, packageFolder }: Binaries,
  account: ServerAccount,
): Placement {
  if (account.ids === null) return { bin, base: dataFolder };
  const can = (command: string, ...args: string[]): boolean =>
    spawnSync(command, args, { ...account.ids, cwd: '/', stdio: 'ignore' }).status === 0;
  // The master key in it stays readable by root alone.
  chmodSync(dataFolder, 0o711);
  const canRun = can(programFile(bin, 'postgres'), '--version');
  const canReach = can('/bin/sh', '-c', 'cd "$1"', 'sh', dataFolder);
  try {
    return {
      bin: canRun || packageFolder === null ? bin : copyPrograms(packageFolder),
      base: canReach ? dataFolder : moveFiles(dataFolder),
    };
  } catch (cause) {
    throw new DatabaseError(
      'folder_not_usable',
      `PostgreSQL doesn't run as root, so it runs as "nobody" here, and that account can't use ${canReach ? bin : dataFolder}. Start Jackfield as a normal user, let every account pass through the folders above, or set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
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

/** The link is made anew under a name of its own, so a data folder that was deleted never comes back with a new one. */
function moveFiles(dataFolder: string): string {
  const link = filesFolder(dataFolder);
  const original = `${link}.moved`;
  if (isLink(link)) return dirname(readlinkSync(link));
  // A move that was cut off.
  if (!existsSync(link) && existsSync(original)) renameSync(original, link);
  mkdirSync(SHARED, { recursive: true, mode: 0o755 });
  const base = mkdtempSync(join(SHARED, 'data-'));
  chmodSync(base, 0o711);
  rmSync(`${link}.new`, { force: true });
  symlinkSync(filesFolder(base), `${link}.new`);
  if (existsSync(link)) {
    cpSync(link, filesFolder(base), { recursive: true, preserveTimestamps: true });
    renameSync(link, original);
  }
  renameSync(`${link}.new`, link);
  rmSync(original, { recursive: true, force: true });
  return base;
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
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
