import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { DatabaseError } from '../../database-error.ts';
import { programFile } from './find-binaries.ts';
import { serverEnvironment } from './postgresql-process.ts';
import type { ServerAccount } from './server-account.ts';

/** The cluster's administrator; the product connects as an account with fewer rights. */
export const ADMINISTRATOR = 'postgres';

/** Since then PostgreSQL brings a locale of its own, which is the same on every machine. */
const BUILTIN_LOCALE_SINCE = 17;

export interface CreateFilesOptions {
  account: ServerAccount;
  bin: string;
  major: number;
  files: string;
  /** False where the files need not outlive a crash of the machine: in tests. */
  isDurable: boolean;
}

/**
 * Makes the files of a new database. They are made beside and renamed, so a start that was cut off leaves no half
 * database.
 *
 * @throws DatabaseError `folder_not_usable`, with what `initdb` said
 */
export async function createFiles({ account, bin, major, files, isDurable }: CreateFilesOptions): Promise<void> {
  const unfinished = `${files}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account.owner !== null) chownSync(unfinished, account.owner.uid, account.owner.gid);
  const locale =
    major >= BUILTIN_LOCALE_SINCE
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C.UTF-8'];
  const [program = '', ...args] = [
    ...account.prefix,
    programFile(bin, 'initdb'),
    `--pgdata=${unfinished}`,
    `--username=${ADMINISTRATOR}`,
    // Its socket is in a folder that no other account can enter, and it listens nowhere else.
    '--auth=trust',
    '--encoding=UTF8',
    ...locale,
    '--no-instructions',
    ...(isDurable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(program, args, { ...account.ids, cwd: '/', env: serverEnvironment() });
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new DatabaseError(
      'folder_not_usable',
      `The embedded database could not be made in ${files}: ${explain(cause)}`,
      {
        cause,
      },
    );
  }
  renameSync(unfinished, files);
}

function explain(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return text || (error instanceof Error ? error.message : String(error));
}
