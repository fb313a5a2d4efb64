import { chownSync, existsSync, realpathSync } from 'node:fs';
import { DatabaseError } from '../database-error.ts';
import { rejectForeignFiles, takeDataFolder } from './data-folder.ts';
import { createDatabase, databaseUrl } from './embedded-database.ts';
import type { FolderLock } from './folder-lock.ts';
import { requireSpace } from './free-space.ts';
import { createFiles } from './server/create-files.ts';
import { type Binaries, findBinaries } from './server/find-binaries.ts';
import { readPidFile } from './server/pid-file.ts';
import { choosePlacement, filesFolder, giveTo } from './server/placement.ts';
import { chooseServerAccount } from './server/server-account.ts';
import { serverSettings } from './server/settings.ts';
import { startSupervisedServer } from './server/supervised-server.ts';
import { makeSocketFolder, removeTemporarySocketFolder } from './socket-folder.ts';

export interface EmbeddedServerOptions {
  /** The folder of the system's own server programs, instead of those from npm. */
  postgresBin?: string | undefined;
  /** How many processes will connect; 1 if not given. */
  processes?: number;
  /** False where data need not outlive a crash of the machine: in tests. */
  isDurable?: boolean;
  /** Gets one short line for each step that takes a while. */
  onProgress?: ((line: string) => void) | undefined;
  /** The server ended by itself and is started again; `output` is what it wrote last. */
  onCrash?: ((output: string) => void) | undefined;
}

/** A PostgreSQL that this process owns: it ends when this process does, and is started again when it ends by itself. */
export interface EmbeddedServer {
  /** The product's database, as an account that may do everything in it and nothing else. */
  url: string;
  /** The same server as its administrator, for tests. */
  administratorUrl: string;
  /** Ends it in order and gives the folder back. */
  close(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data folder, making both where they are not there, and holds the folder until
 * `close`. It listens on one local socket that no other account can reach.
 *
 * @throws DatabaseError `folder_in_use`, `folder_not_usable`, `foreign_version`, `no_server_program` or `damaged`
 */
export async function startEmbeddedServer(
  dataFolder: string,
  options: EmbeddedServerOptions = {},
): Promise<EmbeddedServer> {
  const binaries = findBinaries(options.postgresBin);
  const lock = await takeDataFolder(dataFolder);
  try {
    rejectForeignFiles(dataFolder, binaries);
    requireSpace(dataFolder);
    return await startInFolder(dataFolder, { binaries, lock, ...options });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface StartOptions extends EmbeddedServerOptions {
  binaries: Binaries;
  lock: FolderLock;
}

async function startInFolder(dataFolder: string, options: StartOptions): Promise<EmbeddedServer> {
  const { binaries, lock, processes = 1, isDurable = true, onProgress = () => {}, onCrash = () => {} } = options;
  const { major } = binaries;
  const account = chooseServerAccount();
  const { bin, base } = choosePlacement(realpathSync(dataFolder), binaries, account);
  const files = filesFolder(base);
  const left = readPidFile(files)?.socketFolder ?? '';
  const socketFolder = makeSocketFolder(base);
  if (account.owner !== null) chownSync(socketFolder, account.owner.uid, account.owner.gid);
  if (!existsSync(files)) {
    onProgress(`Creating the embedded database in ${dataFolder}`);
    await createFiles({ account, bin, major, files, isDurable });
  }
  giveTo(account, files);
  const settings = serverSettings({ socketFolder, major, processes, isDurable });
  const server = await startSupervisedServer({ account, bin, files, socketFolder, settings, onCrash });
  removeTemporarySocketFolder(left);
  const end = async (): Promise<void> => {
    await server.close();
    removeTemporarySocketFolder(socketFolder);
    await lock.release();
  };
  let ending: Promise<void> | undefined;
  try {
    await createDatabase(socketFolder);
  } catch (cause) {
    await server.close();
    throw cause instanceof DatabaseError
      ? cause
      : new DatabaseError('damaged', `The embedded database in ${files} could not be opened: ${String(cause)}`, {
          cause,
        });
  }
  return {
    ...databaseUrl(socketFolder),
    close: () => {
      ending ??= end();
      return ending;
    },
  };
}
