import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a running PostgreSQL writes of itself into `postmaster.pid`, one fact a line.
 *
 * @see https://www.postgresql.org/docs/current/storage-file-layout.html and `pidfile.h` in PostgreSQL's source
 */
export interface PidFile {
  pid: number;
  port: number;
  socketFolder: string;
  isReady: boolean;
}

/** Counted from 0. */
const STATUS_LINE = 7;
/** Of no process, on any system: their ids end below it. */
const NO_PROCESS = 999_999_999;

/** Null when there is none, or it is being written. */
export function readPidFile(files: string): PidFile | null {
  try {
    const [pid, , , port, socketFolder = '', , , status] = readFileSync(fileName(files), 'utf8').split('\n');
    if (!Number(pid)) return null;
    return { pid: Number(pid), port: Number(port), socketFolder, isReady: status?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * Makes the file of a server that ended say so: no process, not ready. PostgreSQL would take a process that has its id
 * by now for itself. The line of the shared memory stays: by it PostgreSQL sees whether processes of the one before
 * still use that.
 */
export function disownPidFile(files: string): void {
  // One that ends in order removes it last.
  if (!existsSync(fileName(files))) return;
  const lines = readFileSync(fileName(files), 'utf8').split('\n');
  writeFileSync(fileName(files), [NO_PROCESS, ...lines.slice(1, STATUS_LINE), ''].join('\n'));
}

function fileName(files: string): string {
  return join(files, 'postmaster.pid');
}
