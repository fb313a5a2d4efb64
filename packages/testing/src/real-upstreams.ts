import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Servers that others wrote are installed in a folder of their own, so that `npm start` does not fetch them.
const upstreams = fileURLToPath(new URL('../../../apps/e2e/upstreams/', import.meta.url));
const require = createRequire(join(upstreams, 'package.json'));

/** A file of an installed package, whether or not the package exports it. */
export function upstreamFile(path: string): string {
  return join(upstreams, 'node_modules', path);
}

export interface RealUpstream {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  stop(): Promise<void>;
}

/** json-server 0.17: a REST API over the given collections, kept in a temporary file. */
export async function startJsonServer(data: Record<string, unknown>): Promise<RealUpstream> {
  const folder = mkdtempSync(join(tmpdir(), 'jackfield-json-server-'));
  const file = join(folder, 'db.json');
  writeFileSync(file, JSON.stringify(data));
  const port = await freePort();
  const child = launch(process.execPath, [
    require.resolve('json-server/lib/cli/bin.js'),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    file,
  ]);
  await answers(child, `http://127.0.0.1:${port}/db`);
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** OpenAPI documents that packages ship, by the name the tests use. */
const DOCUMENTS = {
  petstore: () => require.resolve('@readme/oas-examples/3.0/json/petstore.json'),
  github: () => join(upstreams, 'node_modules/@octokit/openapi/generated/api.github.com.json'),
};

/** Prism 5.14: a mock server of an OpenAPI document; it refuses requests that lack the document's security. */
export async function startPrism(document: keyof typeof DOCUMENTS, port: number): Promise<RealUpstream> {
  const cli = require.resolve('@stoplight/prism-cli/dist/index.js');
  const child = launch(process.execPath, [
    cli,
    'mock',
    DOCUMENTS[document](),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
  ]);
  await answers(child, `http://127.0.0.1:${port}/`);
  return { origin: `http://127.0.0.1:${port}`, stop: () => end(child) };
}

export function launch(program: string, args: string[]): ChildProcess {
  return spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], cwd: tmpdir() });
}

/** Reading and bundling GitHub's 12 MB takes a busy machine a minute. */
const START_MS = 180_000;

/** Resolves once anything answers, whatever its status; rejects when the server ends or does not start in time. */
export async function answers(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server for ${url} ended with code ${child.exitCode}.`);
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`Nothing answers at ${url}.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await gone;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
