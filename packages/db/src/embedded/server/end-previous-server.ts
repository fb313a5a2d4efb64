import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError } from '../../database-error.ts';
import { findAddress, isAnsweringIn } from './address.ts';
import { findServerProcesses } from './find-server-processes.ts';
import { disownPidFile, readPidFile } from './pid-file.ts';
import { type StopMode, stopServer } from './stop-server.ts';

/** What a server is asked to do from when on: in order, in a hurry, and at last not asked any more. */
const STEPS: readonly { afterMs: number; mode: StopMode }[] = [
  { afterMs: 15_000, mode: 'kill' },
  { afterMs: 10_000, mode: 'immediate' },
  { afterMs: 0, mode: 'fast' },
];
const END_MS_MAX = 20_000;
const LOOK_EVERY_MS = 25;

/**
 * Waits until no PostgreSQL uses these files: the one of a process that was killed may still be writing its last
 * pages, or live on. The caller holds the folder's lock, so a server that belongs to these files has no owner any
 * more, and is ended.
 *
 * @throws DatabaseError `folder_in_use` when a server answers that can't be ended from here (in another container)
 */
export async function endPreviousServer(bin: string, files: string): Promise<void> {
  const startedAt = Date.now();
  let tried: StopMode | null = null;
  for (;;) {
    const found = readPidFile(files);
    const processes = findServerProcesses(files);
    const answers = processes.length > 0 || (await isAnswering(files));
    if (!answers) {
      disownPidFile(files);
      return;
    }
    const elapsedMs = Date.now() - startedAt;
    if (elapsedMs > END_MS_MAX) throw stillUsed(files, processes);
    const mode = STEPS.find(({ afterMs }) => elapsedMs >= afterMs)?.mode ?? 'fast';
    if (tried !== mode) {
      tried = mode;
      // Windows shows no processes; there its own program finds the one that answers.
      if (process.platform === 'win32') stopServer(bin, files, found?.pid ?? 0, mode);
      for (const pid of processes) stopServer(bin, files, pid, mode);
    }
    await wait(LOOK_EVERY_MS);
  }
}

/** Where it says that it listens, or where a socket of it is seen from here: a container may have other paths. */
async function isAnswering(files: string): Promise<boolean> {
  const base = dirname(files);
  const found = readPidFile(files);
  return (found !== null && (await findAddress(base, found)) !== null) || isAnsweringIn(base);
}

function stillUsed(files: string, processes: readonly number[]): DatabaseError {
  const where =
    processes.length > 0
      ? `It is the process ${processes[0]}.`
      : 'It may be in another container that uses this folder.';
  return new DatabaseError(
    'folder_in_use',
    `Another PostgreSQL still uses ${files}. ${where} Stop it first, or set JACKFIELD_DATA to another folder.`,
  );
}
