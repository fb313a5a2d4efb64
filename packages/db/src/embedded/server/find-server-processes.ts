import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readPidFile } from './pid-file.ts';

/**
 * The processes of a PostgreSQL that uses these files, as far as they can be seen from here: not in other containers.
 * A process id in a file proves nothing, since ids are used again. On Linux they are those that work in the files'
 * folder, the children of a server that was killed included; on macOS the server by its command line; on Windows none.
 *
 * @param files without links
 */
export function findServerProcesses(files: string): number[] {
  if (process.platform === 'linux') return ids().filter((pid) => isPostgres(pid) && worksIn(pid, files));
  const found = process.platform === 'win32' ? null : readPidFile(files);
  return found !== null && commandOf(found.pid).includes(` -D ${files}`) ? [found.pid] : [];
}

function ids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function isPostgres(pid: number): boolean {
  return orNothing(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim()) === 'postgres';
}

function worksIn(pid: number, folder: string): boolean {
  return orNothing(() => readlinkSync(`/proc/${pid}/cwd`)) === folder;
}

/** A process may end, or belong to somebody else. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

function commandOf(pid: number): string {
  return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
}
