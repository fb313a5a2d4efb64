import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** The integration tests of the server whose database may be of either engine: those that start a test server. */
export function engineTests() {
  const folder = join('apps', 'server', 'src');
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith('.integration.test.ts'))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes('startTestServer('))
    .sort();
}
