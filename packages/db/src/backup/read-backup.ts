import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.ts';
import {
  type BackupHeader,
  FORMAT,
  FORMAT_VERSION,
  HEADER_BYTES_MAX,
  LINE_BYTES_MAX,
  type Part,
  ROWS_BYTES_MAX,
} from './backup-format.ts';
import { ByteReader } from './byte-reader.ts';
import { isErrno } from './file-error.ts';

export interface ReadBackupOptions {
  signal?: AbortSignal | undefined;
  /** Gets the share of the file that was read, 0 to 1. */
  onRead?: ((share: number) => void) | undefined;
}

/** How every gzip stream begins. */
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** What a line of JSON before a part may hold. */
type PartLine = Record<string, unknown>;

/**
 * Reads the parts of a backup in constant memory and checks everything that can be checked without a database: the
 * compression's checksums, the order of the parts, the number of tables, the SHA-256, and that nothing follows. A part
 * is given out before the end was checked; who must not use a damaged file reads it all once before.
 *
 * @throws BackupError `file_unusable`, `not_a_backup`, `newer_format`, `damaged` or `aborted`.
 */
export async function* readBackup(file: string, options: ReadBackupOptions = {}): AsyncGenerator<Part, void> {
  const bytesTotal = await measureFile(file);
  const source = createReadStream(file);
  const gunzip = createGunzip();
  // Its errors arrive where the chunks are read.
  pipeline(source, gunzip, () => {});
  const reader = new ByteReader(reportShare(gunzip, source, bytesTotal, options));
  const reading = new PartReader(reader, file);
  try {
    yield { part: 'header', header: await reading.readHeader() };
    for (;;) {
      const part = await reading.readPart();
      if (part.part === 'end') {
        // Bytes behind the compressed stream are ignored by zlib.
        if (gunzip.bytesWritten !== bytesTotal) throw damaged(file, 'more bytes follow its end');
        yield part;
        return;
      }
      yield part;
    }
  } catch (error) {
    if (options.signal?.aborted === true) throw new BackupError('aborted', 'Stopped.', { cause: error });
    throw explain(error, file);
  } finally {
    await reader.close();
    source.destroy();
  }
}

/** The size of a file that may be a backup. */
async function measureFile(file: string): Promise<number> {
  try {
    // Opening a pipe would wait for a writer.
    const stats = await stat(file);
    if (stats.isDirectory()) throw new BackupError('file_unusable', `${file} is a folder. Name a backup file.`);
    if (!stats.isFile()) throw new BackupError('file_unusable', `${file} isn't a regular file. Name a backup file.`);
    const handle = await open(file, 'r');
    try {
      if (stats.size === 0) throw new BackupError('not_a_backup', `${file} is empty, so it isn't a backup.`);
      const { buffer } = await handle.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0);
      if (!buffer.equals(GZIP_MAGIC)) throw notABackup(file);
      return stats.size;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    if (isErrno(cause, 'ENOENT')) throw new BackupError('file_unusable', `There is no file ${file}.`, { cause });
    throw new BackupError('file_unusable', `${file} can't be read. Check its permissions.`, { cause });
  }
}

async function* reportShare(
  chunks: Readable,
  source: ReadStream,
  bytesTotal: number,
  { signal, onRead }: ReadBackupOptions,
): AsyncGenerator<Buffer, void> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    onRead?.(Math.min(1, source.bytesRead / bytesTotal));
    yield chunk;
  }
}

class PartReader {
  readonly #reader: ByteReader;
  readonly #file: string;
  readonly #hash = createHash('sha256');
  #tables = 0;
  /** The table whose rows come next. */
  #next = 0;

  constructor(reader: ByteReader, file: string) {
    this.#reader = reader;
    this.#file = file;
  }

  async readHeader(): Promise<BackupHeader> {
    const text = await this.#reader.readLine(LINE_BYTES_MAX);
    const line = text === null ? null : parseLine(text);
    if (text === null || line?.part !== 'header' || line.format !== FORMAT) throw notABackup(this.#file);
    if (line.version !== FORMAT_VERSION) {
      throw new BackupError(
        'newer_format',
        `${this.#file} has the format version ${String(line.version)}, and this version of Jackfield reads ${FORMAT_VERSION}. Restore it with the version of Jackfield that made it, or a newer one.`,
      );
    }
    this.#hash.update(text);
    const bytes = await this.#readBytes(line, HEADER_BYTES_MAX);
    // Written by `createPartFormatter` from this type; the checksum finds what was changed later.
    const header = JSON.parse(bytes.toString()) as BackupHeader;
    this.#tables = header.tables.length;
    return header;
  }

  async readPart(): Promise<Exclude<Part, { part: 'header' }>> {
    const text = await this.#reader.readLine(LINE_BYTES_MAX);
    const line = text === null ? null : parseLine(text);
    if (text === null || line === null) throw damaged(this.#file, 'a part of it is missing');
    if (line.part === 'end') {
      await this.#checkEnd(line);
      return { part: 'end' };
    }
    this.#hash.update(text);
    if (line.table !== this.#next) throw damaged(this.#file, 'its parts are out of order');
    if (line.part === 'rows') {
      return { part: 'rows', table: this.#next, bytes: await this.#readBytes(line, ROWS_BYTES_MAX) };
    }
    if (line.part !== 'table' || typeof line.rows !== 'number') {
      throw damaged(this.#file, 'it holds a part of an unknown kind');
    }
    this.#next += 1;
    return { part: 'table', table: this.#next - 1, rows: line.rows };
  }

  async #readBytes(line: PartLine, bytesMax: number): Promise<Buffer> {
    const count = line.bytes;
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > bytesMax) {
      throw damaged(this.#file, 'a length in it is invalid');
    }
    const bytes = await this.#reader.readBytes(count);
    if (bytes === null) throw damaged(this.#file, 'a part of it is missing');
    this.#hash.update(bytes);
    return bytes;
  }

  async #checkEnd(line: PartLine): Promise<void> {
    if (this.#next !== this.#tables) throw damaged(this.#file, 'a table is missing');
    if (line.sha256 !== this.#hash.digest('hex')) throw damaged(this.#file, 'its checksum is wrong');
    if (!(await this.#reader.isAtEnd())) throw damaged(this.#file, 'more bytes follow its end');
  }
}

function parseLine(text: Buffer): PartLine | null {
  try {
    const line: unknown = JSON.parse(text.toString());
    return typeof line === 'object' && line !== null ? { ...line } : null;
  } catch {
    return null;
  }
}

function explain(error: unknown, file: string): unknown {
  if (error instanceof BackupError) return error;
  if (isErrno(error, 'Z_BUF_ERROR')) return damaged(file, 'it is cut off');
  if (isErrno(error, 'Z_DATA_ERROR')) return damaged(file, 'its bytes were changed');
  if (error instanceof SyntaxError || error instanceof TypeError) return damaged(file, 'its header is invalid');
  if (error instanceof Error && 'syscall' in error) {
    return new BackupError('file_unusable', `${file} can't be read to its end: ${error.message}.`, { cause: error });
  }
  return error;
}

function notABackup(file: string): BackupError {
  return new BackupError('not_a_backup', `${file} isn't a backup of Jackfield.`);
}

function damaged(file: string, how: string): BackupError {
  return new BackupError('damaged', `The backup ${file} is damaged: ${how}. Use another backup.`);
}
