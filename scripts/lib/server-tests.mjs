import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** The tests that build the server and start it in processes of its own, again and again: minutes of them. */
export function processTests() {
  const folder = join('apps', 'server', 'src');
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => file.endsWith('.integration.test.ts'))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes('buildServer('))
    .sort();
}
