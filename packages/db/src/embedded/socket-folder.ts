import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SOCKET_NAME } from './server/end-previous-server.ts';

/** A socket's path has 108 bytes on Linux, 104 on macOS, its end included. */
const PATH_BYTES_MAX = 100;
const TEMPORARY = '/tmp/jackfield-socket-';

/** Whether a socket of this name can be in this folder. */
export function fitsSocket(folder: string, name: string): boolean {
  return Buffer.byteLength(join(folder, name)) <= PATH_BYTES_MAX;
}

/**
 * Makes the folder of the database's socket: beside its files, or for a deep folder under /tmp with a name that
 * nobody can guess.
 */
export function makeSocketFolder(base: string): string {
  const folder = join(base, 'socket');
  if (!fitsSocket(folder, SOCKET_NAME)) return mkdtempSync(TEMPORARY);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Removes a socket folder under /tmp that a process left behind when it was killed. */
export function removeTemporarySocketFolder(folder: string): void {
  if (dirname(folder) === '/tmp' && folder.startsWith(TEMPORARY)) rmSync(folder, { recursive: true, force: true });
}
