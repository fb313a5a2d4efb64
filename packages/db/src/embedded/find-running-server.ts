import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { databaseUrl } from './embedded-database.ts';
import { findAddress } from './server/address.ts';
import { filesFolder } from './server/files-folder.ts';
import { readPidFile } from './server/pid-file.ts';

/** The address of the embedded database that a running Jackfield owns; null when none runs on this folder. */
export async function findRunningServer(dataFolder: string): Promise<string | null> {
  if (!existsSync(filesFolder(dataFolder))) return null;
  const files = realpathSync(filesFolder(dataFolder));
  const found = readPidFile(files);
  const url = found?.isReady ? await findAddress(dirname(files), found) : null;
  return url === null ? null : databaseUrl(url);
}
