import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

/** What the build puts beside an asset, the smallest first. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/**
 * Leads a request for an asset to the compressed file beside it, where the client takes one. `express.static` comes
 * next, with `describeCompressed` among its options, and serves it with that file's own tag, ranges and 304.
 */
export function chooseCompressed(folder: string): RequestHandler {
  const names = new Set(namesIn(folder));
  return (req, res, next) => {
    const asset = req.path.slice(1);
    const compressed = ENCODINGS.filter(({ extension }) => names.has(asset + extension));
    if (compressed.length === 0) return next();
    res.vary('Accept-Encoding');
    const encoding = compressed.find(({ name }) => takes(req, name));
    if (encoding === undefined) return next();
    res.locals.compressed = { asset, encoding: encoding.name };
    req.url = req.url.replace(asset, asset + encoding.extension);
    next();
  };
}

/** Called when the file was found: an answer that it is gone is not compressed. */
export function describeCompressed(res: Response): void {
  const { compressed } = res.locals;
  if (compressed !== undefined) {
    res.type(path.extname(compressed.asset)).setHeader('Content-Encoding', compressed.encoding);
  }
}

/** Asked one by one: asked for the best of both, the client's order would decide, and browsers put gzip first. */
function takes(req: Request, encoding: string): boolean {
  return req.acceptsEncodings(encoding) === encoding;
}

/** None where the editor is not built. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
