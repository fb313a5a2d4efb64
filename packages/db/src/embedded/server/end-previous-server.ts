import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError } from '../../database-error.ts';
import { disownPidFile, readPidFile } from './pid-file.ts';

/** A server with this file name answers on the socket of port 5432. */
export const SOCKET_NAME = '.s.PGSQL.5432';

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
export async function endPreviousServer(files: string, socketFolder: string): Promise<void> {
  const startedAt = Date.now();
  let sent: NodeJS.Signals | null = null;
  for (;;) {
    const found = readPidFile(files);
    if (found === null) break;
    const isItsServer = isServerOf(found.pid, files);
    if (!isItsServer && !(await answers(join(found.socketFolder || socketFolder, SOCKET_NAME)))) {
      disownPidFile(files);
      break;
    }
    const elapsedMs = Date.now() - startedAt;
    if (elapsedMs > END_MS_MAX) throw stillUsed(files);
    const signal = elapsedMs > ORDERLY_MS_MAX ? 'SIGQUIT' : 'SIGINT';
    if (isItsServer && sent !== signal) {
      sent = signal;
      endProcess(found.pid, signal);
    }
    await wait(LOOK_EVERY_MS);
  }
  // These name process ids too, and nothing listens behind them any more.
  for (const name of [SOCKET_NAME, `${SOCKET_NAME}.lock`]) rmSync(join(socketFolder, name), { force: true });
}

/** Whether something listens on a local socket. */
export function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(socket, () => {
      connection.destroy();
      resolve(true);
    });
    connection.on('error', () => resolve(false));
  });
}

/** Whether the process is a PostgreSQL that was started on these files. */
function isServerOf(pid: number, files: string): boolean {
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
  if (process.platform === 'win32') return '';
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}

function endProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

function stillUsed(files: string): DatabaseError {
  return new DatabaseError(
    'folder_in_use',
    `Another PostgreSQL still uses ${files}, perhaps in another container. Stop it first, or set JACKFIELD_DATA to another folder.`,
  );
}
