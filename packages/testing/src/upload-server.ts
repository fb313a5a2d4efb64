import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { listen, type TrackedServer } from './listen.ts';

const require = createRequire(new URL('../../../apps/e2e/upstreams/package.json', import.meta.url));

/** The part of formidable 3.5 that is used here; it has no types. */
interface Formidable {
  formidable(options: Record<string, unknown>): {
    parse(req: IncomingMessage): Promise<[Record<string, string[]>, Record<string, FormidableFile[]>]>;
  };
}
interface FormidableFile {
  filepath: string;
  originalFilename: string | null;
  mimetype: string | null;
  size: number;
}

export interface UploadedFile {
  field: string;
  fileName: string | null;
  contentType: string | null;
  size: number;
  sha256: string;
}

/**
 * Reads forms with formidable and says in JSON what it has read. `POST /` reads at once; `/moved` leads there by a 307 and
 * `/busy` answers 503 the second time.
 */
export async function startUploadServer(): Promise<TrackedServer> {
  let busyHits = 0;
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0];
    if (path === '/moved') return void req.resume().on('end', () => res.writeHead(307, { location: '/' }).end());
    if (path === '/busy') busyHits += 1;
    if (path === '/busy' && busyHits === 2) {
      return void req.resume().on('end', () => res.writeHead(503).end());
    }
    void answer(req, res);
  });
  return listen(server, '127.0.0.1', 'http');
}

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  // The cast says what the package has: it comes without types.
  const { formidable } = require('formidable') as Formidable;
  const form = formidable({ allowEmptyFiles: true, minFileSize: 0, multiples: true });
  try {
    const [fields, files] = await form.parse(req);
    const read = Object.entries(files).flatMap(([field, list]) => list.map((file) => readFile(field, file)));
    res.writeHead(200, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ method: req.method, fields, files: read }));
  } catch (error) {
    res.writeHead(400, { 'content-type': 'text/plain' }).end(String(error));
  }
}

function readFile(field: string, { filepath, originalFilename, mimetype, size }: FormidableFile): UploadedFile {
  const sha256 = createHash('sha256').update(readFileSync(filepath)).digest('hex');
  rmSync(filepath);
  return { field, fileName: originalFilename, contentType: mimetype, size, sha256 };
}
