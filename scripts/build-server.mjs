// Bundles the server into apps/server/dist, or into the folder that is named: our packages inside, those from npm left
// in node_modules.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './lib/root.mjs';

const server = join(root, 'apps', 'server');
const outdir = process.argv[2] ?? join(server, 'dist');
// Bodies too large for the main thread are parsed in a worker thread, and JACKFIELD_PROCESSES starts worker processes:
// each is a file of its own.
const entries = ['main.ts', 'main-worker.ts', 'backup.ts', 'restore.ts', 'rotate-keys.ts', 'shape-worker.ts']
  .map((name) => join(server, 'src', name))
  .filter((file) => existsSync(file));

const npmPackagesOutside = {
  name: 'npm-packages-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || path.startsWith('@jackfield/')) return undefined;
      return { path, external: true };
    });
  },
};

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: entries,
  outdir,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  sourcemap: true,
  logLevel: 'warning',
  plugins: [npmPackagesOutside],
});
