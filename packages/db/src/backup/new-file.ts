import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, type Stats, type WriteStream } from 'node:fs';
import { link, lstat, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BackupError } from './backup-error.ts';
import { isErrno } from './file-error.ts';

/** A file that has its name only once it is complete. */
export interface NewFile {
  /** Has reached the disk once it is closed. */
  stream: WriteStream;
  /** Gives it its name, after the stream was closed. */
  finish(): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/**
 * Creates a file beside its future name, readable by its owner only.
 *
 * @throws BackupError `file_exists` unless `force`, or `file_unusable`, also where the name belongs to anything but a
 * regular file: replacing a device or a link would destroy it.
 */
export async function createNewFile(file: string, force: boolean): Promise<NewFile> {
  await checkTarget(file, force);
  const partial = `${file}.partial-${randomBytes(4).toString('hex')}`;
  const stream = await openPartial(partial, file);
  return {
    stream,
    finish: async () => {
      try {
        await (force ? replaceFile(partial, file) : renameToUnused(partial, file));
        await syncFolder(dirname(file));
      } catch (error) {
        throw explainWriting(error, file);
      }
    },
    discard: async () => {
      await closeStream(stream);
      await rm(partial, { force: true });
    },
  };
}

/** What an error while the file is written means to the operator; any other error is returned unchanged. */
export function explainWriting(error: unknown, file: string): unknown {
  if (isErrno(error, 'ENOSPC') || isErrno(error, 'EDQUOT')) {
    return new BackupError(
      'disk_full',
      `The disk of ${file} is full. Nothing was left there. Free some space, or write the backup to another disk.`,
      { cause: error },
    );
  }
  if (error instanceof Error && !(error instanceof BackupError) && 'syscall' in error && 'path' in error) {
    return unusable(error, file);
  }
  return error;
}

function closeStream(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) {
      resolve();
      return;
    }
    // What ended it was reported where it was written.
    stream.on('error', () => {}).once('close', resolve);
    stream.destroy();
  });
}

async function openPartial(partial: string, file: string): Promise<WriteStream> {
  const stream = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
  try {
    await once(stream, 'open');
    return stream;
  } catch (cause) {
    throw unusable(cause, file);
  }
}

function unusable(cause: unknown, file: string): BackupError {
  if (isErrno(cause, 'ENOENT')) {
    return new BackupError('file_unusable', `There is no folder ${dirname(file)}. Create it first.`, { cause });
  }
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new BackupError('file_unusable', `${file} can't be written (${reason}). Check the folder's permissions.`, {
    cause,
  });
}

async function checkTarget(file: string, force: boolean): Promise<void> {
  const stats = await readStats(file);
  if (stats === null) return;
  if (!stats.isFile()) {
    throw new BackupError(
      'file_unusable',
      `${file} is ${describeKind(stats)}, not a regular file. Choose another name.`,
    );
  }
  if (!force) throw exists(file);
}

/** Null if nothing has this name; any other problem is reported where the file is created. */
async function readStats(file: string): Promise<Stats | null> {
  try {
    // Unlike `stat`, doesn't follow a link.
    return await lstat(file);
  } catch {
    return null;
  }
}

function describeKind(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

async function replaceFile(partial: string, file: string): Promise<void> {
  // The backup may have taken hours.
  await checkTarget(file, true);
  await rename(partial, file);
}

/** Unlike `rename`, never replaces a file that appeared meanwhile. */
async function renameToUnused(partial: string, file: string): Promise<void> {
  try {
    await link(partial, file);
  } catch (error) {
    if (isErrno(error, 'EEXIST')) throw exists(file);
    // Not every file system has hard links.
    await checkTarget(file, false);
    await rename(partial, file);
    return;
  }
  await unlink(partial);
}

function exists(file: string): BackupError {
  return new BackupError('file_exists', `${file} exists. Choose another name, or replace it with --force.`);
}

async function syncFolder(folder: string): Promise<void> {
  // A folder can't be opened on Windows.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
