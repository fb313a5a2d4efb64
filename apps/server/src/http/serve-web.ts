import path from 'node:path';
import compression from 'compression';
import express, { type Express, type Request } from 'express';
import { chooseCompressed, describeCompressed } from './serve-compressed.ts';

/** Serves the built editor: hashed files for ever, the page itself always fresh, for any address the router knows. */
export function serveWeb(app: Express, files: { pages: string; errorsDocument: string }): void {
  app.get('/docs/errors.md', (_req, res) => {
    res.type('text/markdown; charset=utf-8').sendFile(files.errorsDocument);
  });
  const assets = path.join(files.pages, 'assets');
  const forEver = { immutable: true, maxAge: '1y', index: false, redirect: false };
  app.use('/assets', chooseCompressed(assets), express.static(assets, { ...forEver, setHeaders: describeCompressed }));
  app.use(compression());
  app.use(express.static(files.pages, { index: false, cacheControl: false, setHeaders: noCache }));
  app.get('/{*address}', (req, res, next) => {
    if (!isPage(req)) return next();
    noCache(res);
    res.sendFile(path.join(files.pages, 'index.html'), { cacheControl: false });
  });
}

function noCache(res: { setHeader(name: string, value: string): unknown }): void {
  res.setHeader('Cache-Control', 'no-cache');
}

/** A file that is not there stays not found; only what a person would open is answered with the page. */
function isPage(req: Request): boolean {
  return path.extname(req.path) === '' && req.accepts('html') === 'html';
}
