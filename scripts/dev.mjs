// The editor and the server, both rebuilt as their files change: npm run dev
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { generateClient } from './lib/generate.mjs';
import { installPackages } from './lib/install.mjs';
import { refuseOldNode } from './lib/node-version.mjs';
import { root } from './lib/root.mjs';
import { bin } from './lib/run.mjs';

refuseOldNode();
await installPackages();
await generateClient();

const children = [
  start([bin('tsx'), 'watch', '--clear-screen=false', join('apps', 'server', 'src', 'main.ts')]),
  start([bin('vite', 'apps/web'), join('apps', 'web'), '--configLoader', 'runner']),
];

// Ctrl-C reaches the children from the terminal; what is left to do is to end together.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stopAll());
for (const child of children) child.on('exit', stopAll);

function start(args) {
  return spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

function stopAll() {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
}
