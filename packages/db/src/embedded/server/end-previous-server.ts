import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError } from '../../database-error.ts';
import { findAddress } from './address.ts';
import { disownPidFile, readPidFile } from './pid-file.ts';
import { type StopMode, stopServer } from './stop-server.ts';

const ORDERLY_MS_MAX = 10_000;
const END_MS_MAX = 20_000;
const LOOK_EVERY_MS = 25;

/**
 * Waits until no PostgreSQL uses these files: the one of a process that was killed may still be writing its last
 * pages, or live on. The caller holds the folder's lock, so a server that belongs to these files has no owner any
 * more: it is asked to shut down, after 10 s in a hurry. A process id alone proves nothing, since ids are used again.
 *
 * @throws DatabaseError `folder_in_use` when a server answers that can't be ended from here (in another container)
 */
export async function endPreviousServer(bin: string, files: string): Promise<void> {
  const startedAt = Date.now();
  let tried: StopMode | null = null;
  for (;;) {
    const found = readPidFile(files);
    if (found === null) return;
    const isAnswering = (await findAddress(dirname(files), found)) !== null;
    const isItsServer = isServerOf(found.pid, files, isAnswering);
    if (!isItsServer && !isAnswering) {
      disownPidFile(files);
      return;
    }
    const elapsedMs = Date.now() - startedAt;
    if (elapsedMs > END_MS_MAX) throw stillUsed(files);
    const mode = elapsedMs > ORDERLY_MS_MAX ? 'immediate' : 'fast';
    if (isItsServer && tried !== mode) {
      tried = mode;
      stopServer(bin, files, found.pid, mode);
    }
    await wait(LOOK_EVERY_MS);
  }
}

/** Whether the process is a PostgreSQL that was started on these files. */
function isServerOf(pid: number, files: string, isAnswering: boolean): boolean {
  // Windows shows no command lines; there its port has to do.
  if (process.platform === 'win32') return isAnswering;
  const command = commandLine(pid);
  return command.includes('postgres') && [files, realpathSync(files)].some((folder) => command.includes(folder));
}

function commandLine(pid: number): string {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  }
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function stillUsed(files: string): DatabaseError {
  return new DatabaseError(
    'folder_in_use',
    `Another PostgreSQL still uses ${files}, perhaps in another container. Stop it first, or set JACKFIELD_DATA to another folder.`,
  );
}
