import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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

const SOCKET_PORT = 5432;
const SOCKET = `.s.PGSQL.${SOCKET_PORT}`;
/** What PGSSLMODE and PGOPTIONS, which are for another server, would say otherwise. */
const SET_HERE = 'sslmode=disable&options=-c%20timezone%3DUTC';
const TEMPORARY = '/tmp/jackfield-socket-';
const LOOPBACK = '127.0.0.1';
const PASSWORD_BYTES = 32;

/**
 * A local socket in a folder that no other account can enter, and that no server before had: whoever still connects to
 * that one must not meet this one. It is beside the files, or for a deep folder under /tmp. What servers before left is
 * removed, so they must have ended.
 */
export function makeSocketAddress(base: string, { owner }: ServerAccount): ServerAddress {
  const parent = socketsFolder(base);
  for (const folder of socketFolders(base)) rmSync(folder, { recursive: true, force: true });
  rmSync(parent, { recursive: true, force: true });
  mkdirSync(parent, { mode: 0o700 });
  const fits = fitsSocket(join(parent, 's-000000'), SOCKET);
  const folder = mkdtempSync(fits ? join(parent, 's-') : TEMPORARY);
  if (!fits) symlinkSync(folder, join(parent, 'elsewhere'));
  if (owner !== null) for (const each of [parent, folder]) chownSync(each, owner.uid, owner.gid);
  return {
    settings: { listen_addresses: '', unix_socket_directories: folder, unix_socket_permissions: '0700' },
    password: null,
    url: (account, database) => socketUrl(folder, account, database),
    clear: () => {
      for (const name of [SOCKET, `${SOCKET}.lock`]) rmSync(join(folder, name), { force: true });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
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

/** Whether a server listens on a socket that belongs to this place, whatever path the server knows it by. */
export async function isAnsweringIn(base: string): Promise<boolean> {
  for (const folder of socketFolders(base)) if (await accepts({ path: join(folder, SOCKET) })) return true;
  return false;
}

function socketsFolder(base: string): string {
  return join(base, 'socket');
}

/** Those that servers have made; in order, there is one. */
function socketFolders(base: string): string[] {
  const parent = socketsFolder(base);
  if (!lstatSync(parent, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(parent).flatMap((name) => {
    if (name.startsWith('s-')) return [join(parent, name)];
    const link = join(parent, name);
    const target = lstatSync(link).isSymbolicLink() ? readlinkSync(link) : '';
    return dirname(target) === '/tmp' && target.startsWith(TEMPORARY) ? [target] : [];
  });
}

/** `pg` and `URL` both read a folder in the place of the host, whatever characters its path has. */
function socketUrl(folder: string, account: string, database: string): string {
  return `postgresql://${account}@${encodeURIComponent(folder)}:${SOCKET_PORT}/${database}?${SET_HERE}`;
}

function portUrl(port: number, password: string, account: string, database: string): string {
  return `postgresql://${account}:${encodeURIComponent(password)}@${LOOPBACK}:${port}/${database}?${SET_HERE}`;
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
