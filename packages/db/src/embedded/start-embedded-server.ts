import { existsSync, realpathSync } from 'node:fs';
import { DatabaseError } from '../database-error.ts';
import { rejectForeignFiles, takeDataFolder } from './data-folder.ts';
import { administratorUrl, createDatabase, databaseUrl } from './embedded-database.ts';
import type { FolderLock } from './folder-lock.ts';
import { requireSpace } from './free-space.ts';
import { makePortAddress, makeSocketAddress } from './server/address.ts';
import { createFiles } from './server/create-files.ts';
import { endPreviousServer } from './server/end-previous-server.ts';
import { filesFolder } from './server/files-folder.ts';
import { type Binaries, findBinaries } from './server/find-binaries.ts';
import { choosePlacement, giveTo } from './server/placement.ts';
import { chooseServerAccount } from './server/server-account.ts';
import { serverSettings } from './server/settings.ts';
import { startSupervisedServer } from './server/supervised-server.ts';

export interface EmbeddedServerOptions {
  /** The folder of the system's own server programs, instead of those from npm. */
  postgresBin?: string | undefined;
  /** How many processes will connect; 1 if not given. */
  processes?: number;
  /** False where data need not outlive a crash of the machine: in tests. */
  isDurable?: boolean;
  /** Whether it listens on a port of loopback, with a password, instead of a local socket; on Windows if not given. */
  listensOnPort?: boolean;
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
    return await startInFolder(dataFolder, { binaries, lock, ...options });
  } catch (error) {
    await lock.release();
    throw explain(error, dataFolder);
  }
}

/** What the system says of a folder or a process, such as EACCES, is for the operator. */
function explain(error: unknown, dataFolder: string): unknown {
  if (error instanceof DatabaseError || !(error instanceof Error) || !('syscall' in error)) return error;
  return new DatabaseError(
    'folder_not_usable',
    `The embedded database of ${dataFolder} could not be started: ${error.message}. Check the permissions of that folder and of what is in it, or set DATABASE_URL to a PostgreSQL server.`,
    { cause: error },
  );
}

interface StartOptions extends EmbeddedServerOptions {
  binaries: Binaries;
  lock: FolderLock;
}

async function startInFolder(dataFolder: string, options: StartOptions): Promise<EmbeddedServer> {
  const { binaries, lock, onProgress = () => {}, onCrash = () => {} } = options;
  const { processes = 1, isDurable = true, listensOnPort = process.platform === 'win32' } = options;
  const { major } = binaries;
  const account = chooseServerAccount();
  const { bin, base: place } = choosePlacement(realpathSync(dataFolder), binaries, account);
  const base = realpathSync(place);
  const files = filesFolder(base);
  if (base !== realpathSync(dataFolder)) {
    onProgress(`The database's files are in ${base}; ${dataFolder} has a link to them`);
  }
  if (existsSync(files)) await endPreviousServer(bin, files);
  requireSpace(base, existsSync(files));
  const address = listensOnPort ? await makePortAddress(base) : makeSocketAddress(base, account);
  if (!existsSync(files)) {
    onProgress(`Creating the embedded database in ${dataFolder}`);
    await createFiles({ account, bin, major, files, password: address.password, isDurable });
  }
  giveTo(account, files);
  const settings = { ...serverSettings({ major, processes, isDurable }), ...address.settings };
  const server = await startSupervisedServer({ account, bin, files, address, settings, onCrash });
  try {
    await createDatabase(address);
  } catch (cause) {
    await server.close();
    throw new DatabaseError('damaged', `The embedded database in ${files} could not be opened: ${String(cause)}`, {
      cause,
    });
  }
  const end = async (): Promise<void> => {
    await server.close();
    address.remove();
    await lock.release();
  };
  let ending: Promise<void> | undefined;
  return {
    url: databaseUrl(address.url),
    administratorUrl: administratorUrl(address.url),
    close: () => {
      ending ??= end();
      return ending;
    },
  };
}
