import { join } from 'node:path';

/** A socket's path has 108 bytes on Linux, 104 on macOS, its end included. */
const PATH_BYTES_MAX = 100;

/** Whether a socket of this name can be in this folder. */
export function fitsSocket(folder: string, name: string): boolean {
  return Buffer.byteLength(join(folder, name)) <= PATH_BYTES_MAX;
}
