import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { DatabaseError } from '../../database-error.ts';
import { programFile } from './find-binaries.ts';
import { ROOT_FOLDER, serverEnvironment } from './postgresql-process.ts';
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
  /** Asked for by the server; null where nobody but us can reach it. */
  password: string | null;
  /** False where the files need not outlive a crash of the machine: in tests. */
  isDurable: boolean;
}

/**
 * Makes the files of a new database. They are made beside and renamed, so a start that was cut off leaves no half
 * database.
 *
 * @throws DatabaseError `folder_not_usable`, with what `initdb` said
 */
export async function createFiles(options: CreateFilesOptions): Promise<void> {
  const { account, bin, major, files, password, isDurable } = options;
  const unfinished = `${files}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (account.owner !== null) chownSync(unfinished, account.owner.uid, account.owner.gid);
  const locale =
    major >= BUILTIN_LOCALE_SINCE
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
      : ['--locale=C.UTF-8'];
  const passwordFile = `${files}.password-once`;
  if (password !== null) writeFileSync(passwordFile, password, { mode: 0o600 });
  const [program = '', ...args] = [
    ...account.prefix,
    programFile(bin, 'initdb'),
    `--pgdata=${unfinished}`,
    `--username=${ADMINISTRATOR}`,
    ...(password === null ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile}`]),
    '--encoding=UTF8',
    ...locale,
    '--no-instructions',
    ...(isDurable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(program, args, { ...account.ids, cwd: ROOT_FOLDER, env: serverEnvironment() });
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new DatabaseError(
      'folder_not_usable',
      `The embedded database could not be made in ${files}: ${explain(cause)}`,
      { cause },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, files);
}

function explain(error: unknown): string {
  const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  if (text.includes('could not look up effective user ID')) {
    return `the account with the id ${process.getuid?.()} has no entry in /etc/passwd, which PostgreSQL needs. Add one, run Jackfield as another account, or set DATABASE_URL to a PostgreSQL server.`;
  }
  return text || (error instanceof Error ? error.message : String(error));
}
