import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { readdir, realpath, rename, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError } from '../database-error.ts';
import { makePrivateFolder } from './private-folder.ts';
import { fitsSocket } from './socket-path.ts';

/** Held until released or until the process ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process. Two processes on one embedded database destroy it.
 *
 * The lock is a listening local socket: the operating system closes it when the process dies, also by kill -9, so a
 * lock is stale exactly when nobody answers. No process id is trusted, since ids are used again.
 *
 * @throws DatabaseError `folder_in_use`, naming the process and the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = await realpath(folder);
  return process.platform === 'win32' ? lockByPipe(path) : lockBySocketFile(path);
}

/** A Windows pipe belongs to one server at a time and vanishes with it; opening it is the whole lock. */
async function lockByPipe(folder: string): Promise<FolderLock> {
  const pipe = `\\\\.\\pipe\\jackfield-${digest(folder.toLowerCase())}`;
  try {
    const server = await listen(pipe);
    return { release: () => close(server) };
  } catch (error) {
    if (!hasCode(error, 'EADDRINUSE', 'EACCES')) throw error;
    throw inUse(folder, await askHolder(pipe));
  }
}

/**
 * On other systems a socket is a file that outlives its process, and removing a dead one races with others that do
 * the same. So each process has a file of its own name, and a dead name never comes alive again: it can be removed at
 * any time. The order is: show the own file, then look for others that live. Of two that see each other, the one
 * whose name sorts later gives way.
 */
async function lockBySocketFile(folder: string): Promise<FolderLock> {
  const directory = openLockDirectory(folder);
  try {
    return await takeLock(folder, directory);
  } catch (error) {
    directory.close();
    throw error;
  }
}

async function takeLock(folder: string, directory: LockDirectory): Promise<FolderLock> {
  const locks = directory.path;
  const name = `${String(process.pid)}-${randomBytes(4).toString('hex')}`;
  const file = join(locks, `candidate-${name}`);
  const held = join(locks, `held-${name}`);
  // Renamed into sight only once it listens: a socket that is bound but does not listen yet looks dead.
  const hidden = join(locks, `.${name}`);
  const server = await listen(directory.address(`.${name}`));
  const letGo = async () => {
    await close(server);
    await Promise.all([hidden, file, held].map((path) => rm(path, { force: true })));
  };
  try {
    await rename(hidden, file);
    await outlastOthers(folder, directory, name);
    await rename(file, held);
  } catch (error) {
    await letGo();
    throw error;
  }
  return {
    release: async () => {
      await letGo();
      directory.close();
    },
  };
}

async function outlastOthers(folder: string, directory: LockDirectory, name: string): Promise<void> {
  for (;;) {
    const others = await livingOthers(directory, name);
    if (others.length === 0) return;
    const winner = others.find((other) => other.isHeld || other.name < name);
    if (winner) throw inUse(folder, winner.pid);
    // The others give way when they look; nothing tells when, and it takes milliseconds.
    await wait(20);
  }
}

interface Other {
  name: string;
  isHeld: boolean;
  pid: string | undefined;
}

async function livingOthers(directory: LockDirectory, name: string): Promise<Other[]> {
  const found: Other[] = [];
  for (const entry of await readdir(directory.path)) {
    const match = /^(candidate|held)-((\d+)-.+)$/.exec(entry);
    if (!match?.[2] || match[2] === name) continue;
    const state = await probe(directory.address(entry));
    // Gone by now: it moved from candidate to held, or gave way. Look at everything again.
    if (state === 'gone') return livingOthers(directory, name);
    if (state === 'dead') await rm(join(directory.path, entry), { force: true });
    else found.push({ name: match[2], isHeld: match[1] === 'held', pid: match[3] });
  }
  return found;
}

/** The folder of the socket files. */
interface LockDirectory {
  path: string;
  /** What to listen on or connect to for a file in it: socket paths are short on every system. */
  address(name: string): string;
  close(): void;
}

/**
 * Opens `lock` in the data folder. Where that path is too long for a socket, Linux reaches it through the open folder;
 * other systems have their locks under /tmp then, by the digest of the path.
 */
function openLockDirectory(folder: string): LockDirectory {
  const inside = join(folder, 'lock');
  const fits = fitsSocket(inside, 'candidate-0123456789-01234567');
  const path = fits || process.platform === 'linux' ? inside : join('/tmp', `jackfield-${digest(folder)}`);
  makePrivateFolder(path, { isSheltered: path === inside });
  if (fits || process.platform !== 'linux') return { path, address: (name) => join(path, name), close: () => {} };
  const descriptor = openSync(path, 'r');
  return { path, address: (name) => `/proc/self/fd/${descriptor}/${name}`, close: () => closeSync(descriptor) };
}

function listen(path: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(String(process.pid));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** Connecting is answered by the operating system, so a busy holder still counts as alive. */
function probe(path: string): Promise<'alive' | 'dead' | 'gone'> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve('alive');
    });
    socket.once('error', (error) => {
      if (hasCode(error, 'ENOENT')) resolve('gone');
      else resolve(hasCode(error, 'ECONNREFUSED') ? 'dead' : 'alive');
    });
  });
}

/** The holder's process id, if it answers soon. */
function askHolder(pipe: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection(pipe);
    socket.setTimeout(1000, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.once('data', (text) => {
      resolve(String(text));
      socket.destroy();
    });
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
  });
}

function inUse(folder: string, pid: string | undefined): DatabaseError {
  const holder = pid === undefined ? 'another process' : `the process ${pid}`;
  return new DatabaseError(
    'folder_in_use',
    `The data folder ${folder} is in use by ${holder}. Stop it first, or set JACKFIELD_DATA to another folder.`,
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
