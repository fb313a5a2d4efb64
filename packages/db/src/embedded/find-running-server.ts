import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl } from './embedded-database.ts';
import { answers, SOCKET_NAME } from './server/end-previous-server.ts';
import { readPidFile } from './server/pid-file.ts';
import { filesFolder } from './server/placement.ts';

/** The address of the embedded database that a running Jackfield owns; null when none runs on this folder. */
export async function findRunningServer(dataFolder: string): Promise<string | null> {
  const files = filesFolder(dataFolder);
  if (!existsSync(files)) return null;
  const found = readPidFile(realpathSync(files));
  if (found === null || !found.isReady || !(await answers(join(found.socketFolder, SOCKET_NAME)))) return null;
  return databaseUrl(found.socketFolder).url;
}
