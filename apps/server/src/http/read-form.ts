import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { FileValue, LIMITS } from '@jackfield/connector';
import { AppError, invalidRequest } from '../app-error.ts';

/** More than a call can have inputs, and few enough to name each that is wrong. */
const PARTS_MAX = LIMITS.inputsMax + 1;
const NAME_BYTES_MAX = 400;

export interface ReadForm {
  /** The part that holds the JSON; null: there is none. */
  json: Buffer | null;
  /** The other parts, by name. */
  files: ReadonlyMap<string, FileValue>;
}

export function isForm(req: IncomingMessage): boolean {
  return /^multipart\/form-data\s*(?:;|$)/i.test(req.headers['content-type'] ?? '');
}

/**
 * Reads a body of multipart/form-data (RFC 7578): one part of JSON by the name of `jsonName`, and files. Throws the problem:
 * too large, broken, a part without a filename, or two of one name.
 */
export function readForm(req: IncomingMessage, jsonName: string): Promise<ReadForm> {
  return new Promise((resolve, reject) => {
    const form = new FormParts(jsonName);
    let size = 0;
    const parser = openParser(req, form);
    const stop = (error: unknown): void => {
      req.off('data', onData);
      req.off('end', onEnd);
      parser.removeAllListeners('finish');
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > LIMITS.runFormBytesMax) stop(tooLarge());
      else parser.write(chunk);
    };
    const onEnd = (): void => void parser.end();
    if (Number(req.headers['content-length'] ?? 0) > LIMITS.runFormBytesMax) {
      reject(tooLarge());
      return;
    }
    parser.on('error', (cause) => stop(broken(cause)));
    parser.on('partsLimit', () => stop(invalidRequest([], `A form may have at most ${PARTS_MAX} parts.`)));
    parser.once('finish', () => {
      try {
        resolve(form.finish());
      } catch (error) {
        reject(error);
      }
    });
    req.on('data', onData);
    req.once('end', onEnd);
    req.once('error', stop);
  });
}

function openParser(req: IncomingMessage, form: FormParts) {
  try {
    const parser = new Busboy({
      headers: { ...req.headers, 'content-type': req.headers['content-type'] ?? '' },
      // Every part as the bytes that it has, whatever it says of itself.
      isPartAFile: () => true,
      limits: { fieldNameSize: NAME_BYTES_MAX, parts: PARTS_MAX, headerPairs: 50 },
    });
    parser.on('file', (name, stream, fileName, _encoding, contentType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      // What broke is told by the parser.
      stream.on('error', () => {});
      stream.on('end', () => form.add({ name, fileName, contentType, bytes: Buffer.concat(chunks) }));
    });
    return parser;
  } catch (cause) {
    throw broken(cause);
  }
}

interface Part {
  name: string;
  /** Missing where the part is a plain text; the types say it never is. */
  fileName: string | undefined;
  contentType: string;
  bytes: Buffer;
}

class FormParts {
  readonly #jsonName: string;
  readonly #files = new Map<string, FileValue>();
  readonly #wrong: { path: string[]; message: string; fix: string }[] = [];
  #json: Buffer | null = null;

  constructor(jsonName: string) {
    this.#jsonName = jsonName;
  }

  add({ name, fileName, contentType, bytes }: Part): void {
    const isFile = fileName !== undefined && fileName !== '';
    if (!isFile && name === this.#jsonName) {
      if (this.#json !== null) this.#refuse(name, 'is there twice.', 'Send it once.');
      else if (bytes.length > LIMITS.runRequestBytesMax) {
        const megabytes = LIMITS.runRequestBytesMax / (1024 * 1024);
        this.#refuse(name, `is larger than ${megabytes} MB.`, 'Pass large values as files.');
      }
      this.#json = bytes;
    } else if (!isFile) {
      this.#refuse(name, 'has no filename, so it is no file.', `Pass values in the part ${this.#jsonName}, as JSON.`);
    } else if (this.#files.has(name)) this.#refuse(name, 'is there twice.', 'An input takes one file.');
    // Browsers write a quote so; other escapes of theirs stand for what no filename may hold.
    else this.#files.set(name, new FileValue(fileName.replaceAll('%22', '"'), contentType, bytes));
  }

  #refuse(name: string, why: string, fix: string): void {
    this.#wrong.push({ path: ['inputs', name], message: `The part "${name}" ${why}`, fix });
  }

  finish(): ReadForm {
    if (this.#wrong.length > 0) throw invalidRequest(this.#wrong, this.#wrong.map(({ message }) => message).join(' '));
    return { json: this.#json, files: this.#files };
  }
}

function broken(cause: unknown): AppError {
  const detail = 'The body is not complete, well-formed multipart/form-data. Let a library write it.';
  return new AppError('malformed_body', { detail, cause });
}

function tooLarge(): AppError {
  const megabytes = LIMITS.runFormBytesMax / (1024 * 1024);
  return new AppError('body_too_large', { detail: `A form may be at most ${megabytes} MB. Pass smaller files.` });
}
