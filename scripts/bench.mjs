// Measures the run path beside a bare pass-through and others: npm run bench [-- 1kb large …] [--rounds 3] [--write]
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const bench = path.join(root, 'bench');

function run(command, args, options = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (status !== 0) process.exit(status ?? 1);
}

/** Missing, or older than the lock file. */
function needsInstall() {
  const changed = (file) => statSync(path.join(bench, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return changed('node_modules/.package-lock.json') < changed('package-lock.json');
}

if (needsInstall()) {
  // npm is a script on Windows, which only a shell can start.
  run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: bench, shell: process.platform === 'win32' });
}
run(process.execPath, [path.join(root, 'scripts/build.mjs')]);
run(process.execPath, [path.join(bench, 'run.mjs'), ...process.argv.slice(2)]);
