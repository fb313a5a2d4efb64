import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fitsSocket } from '../socket-path.ts';
import type { PidFile } from './pid-file.ts';
import type { ServerAccount } from './server-account.ts';

/** Where a server listens, and how to connect to it. */
export interface ServerAddress {
  /** What makes the server listen there and nowhere else. */
  settings: Readonly<Record<string, string>>;
  /** Null where nobody but us can reach it. */
  password: string | null;
  /** The address of a database for an account. */
  url: (account: string, database: string) => string;
  /** Removes what a server left there that did not end in order. */
  clear: () => void;
  /** Removes what was made for it. */
  remove: () => void;
}

const SOCKET = '.s.PGSQL.5432';
const TEMPORARY = '/tmp/jackfield-socket-';
const LOOPBACK = '127.0.0.1';
const PASSWORD_BYTES = 32;

/**
 * A local socket in a folder that no other account can enter: beside the files, or for a deep folder under /tmp with a
 * name that nobody can guess.
 */
export function makeSocketAddress(base: string, { owner }: ServerAccount): ServerAddress {
  const beside = join(base, 'socket');
  const folder = fitsSocket(beside, SOCKET) ? beside : mkdtempSync(TEMPORARY);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (owner !== null) chownSync(folder, owner.uid, owner.gid);
  return {
    settings: { listen_addresses: '', unix_socket_directories: folder, unix_socket_permissions: '0700' },
    password: null,
    url: (account, database) => socketUrl(folder, account, database),
    clear: () => {
      for (const name of [SOCKET, `${SOCKET}.lock`]) rmSync(join(folder, name), { force: true });
    },
    remove: () => removeTemporaryFolder(folder),
  };
}

/** A free port of this machine, with a password, for systems whose programs know no local sockets: Windows. */
export async function makePortAddress(base: string): Promise<ServerAddress> {
  const port = await findFreePort();
  const password = readPassword(base) ?? makePassword(base);
  return {
    settings: { listen_addresses: LOOPBACK, port: String(port), unix_socket_directories: '' },
    password,
    url: (account, database) => portUrl(port, password, account, database),
    clear: () => {},
    remove: () => {},
  };
}

/** The address of a server that runs already, by what it wrote of itself; null when nothing listens there. */
export async function findAddress(base: string, { socketFolder, port }: PidFile): Promise<ServerAddress['url'] | null> {
  if (socketFolder !== '') {
    const isThere = await accepts({ path: join(socketFolder, SOCKET) });
    return isThere ? (account, database) => socketUrl(socketFolder, account, database) : null;
  }
  const isThere = await accepts({ port, host: LOOPBACK });
  return isThere ? (account, database) => portUrl(port, readPassword(base) ?? '', account, database) : null;
}

/** Removes a socket folder under /tmp that a process left behind when it was killed. */
export function removeTemporaryFolder(folder: string): void {
  if (dirname(folder) === '/tmp' && folder.startsWith(TEMPORARY)) rmSync(folder, { recursive: true, force: true });
}

/** `pg` and `URL` both read a folder in the place of the host, whatever characters its path has. */
function socketUrl(folder: string, account: string, database: string): string {
  return `postgresql://${account}@${encodeURIComponent(folder)}/${database}`;
}

function portUrl(port: number, password: string, account: string, database: string): string {
  return `postgresql://${account}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/${database}`;
}

function passwordFile(base: string): string {
  return join(base, 'postgresql.password');
}

function readPassword(base: string): string | null {
  return existsSync(passwordFile(base)) ? readFileSync(passwordFile(base), 'utf8').trim() : null;
}

function makePassword(base: string): string {
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  writeFileSync(passwordFile(base), `${password}\n`, { mode: 0o600 });
  return password;
}

function accepts(where: { path: string } | { port: number; host: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection(where, () => {
      connection.destroy();
      resolve(true);
    });
    connection.on('error', () => resolve(false));
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
