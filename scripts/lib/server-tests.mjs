import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** The integration tests of the server whose database may be of either engine: those that start a test server. */
export function engineTests() {
  return serverTests('.integration.test.ts', 'startTestServer(');
}

/** The tests that build the server and start it in processes of its own, again and again: minutes of them. */
export function processTests() {
  return serverTests('.integration.test.ts', 'buildServer(');
}

function serverTests(ending, holds) {
  const folder = join('apps', 'server', 'src');
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith(ending))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes(holds))
    .sort();
}
