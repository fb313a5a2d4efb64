import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExpress } from './mount-routes.ts';
import { serveWeb } from './serve-web.ts';

const SCRIPT = 'export const text = "of the editor";\n'.repeat(100);
const BROWSER = 'gzip, deflate, br, zstd';

let folder = '';
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackfield-web-'));
  const assets = path.join(folder, 'assets');
  await mkdir(assets);
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(assets, 'page-1a2b.js'), SCRIPT);
  await writeFile(path.join(assets, 'page-1a2b.js.br'), brotliCompressSync(SCRIPT));
  await writeFile(path.join(assets, 'page-1a2b.js.gz'), gzipSync(SCRIPT));
  await writeFile(path.join(assets, 'font-1a2b.woff2'), 'a font');
  const app = createExpress();
  serveWeb(app, { pages: folder, errorsDocument: path.join(folder, 'index.html') });
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As it comes over the wire. */
function get(address: string, headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request({ port, path: address, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });
}

test('an asset is sent as the build compressed it, for ever, to who takes that', async () => {
  const { headers, body } = await get('/assets/page-1a2b.js', { 'accept-encoding': BROWSER });
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
});

test('an asset comes as gzip, or as it is, to who does not take the best', async () => {
  const zipped = await get('/assets/page-1a2b.js?x=1', { 'accept-encoding': 'gzip, br;q=0' });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(zipped.body).toString()).toBe(SCRIPT);
  const plain = await get('/assets/page-1a2b.js', {});
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers.vary).toBe('Accept-Encoding');
  expect(plain.body.toString()).toBe(SCRIPT);
});

test('each form of an asset has a tag of its own, and is not sent again to who has it', async () => {
  const compressed = await get('/assets/page-1a2b.js', { 'accept-encoding': BROWSER });
  const plain = await get('/assets/page-1a2b.js', {});
  expect(compressed.headers.etag).not.toBe(plain.headers.etag);
  const again = await get('/assets/page-1a2b.js', {
    'accept-encoding': BROWSER,
    'if-none-match': String(compressed.headers.etag),
  });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('an asset without a compressed form is sent as it is', async () => {
  const { headers, body } = await get('/assets/font-1a2b.woff2', { 'accept-encoding': BROWSER });
  expect([headers['content-encoding'], body.toString()]).toEqual([undefined, 'a font']);
});

test('an asset that is gone is not found, in plain words', async () => {
  await writeFile(path.join(folder, 'assets', 'gone-1a2b.js.br'), 'x');
  for (const address of [
    '/assets/gone-1a2b.js',
    '/assets/below/page-1a2b.js',
    '/assets/..%2fpage-1a2b.js',
    '/assets/',
  ]) {
    const { status, headers } = await get(address, { 'accept-encoding': BROWSER, accept: 'application/json' });
    expect({ address, status, encoding: headers['content-encoding'] }).toEqual({ address, status: 404 });
  }
});
