import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled } from './install.mjs';
import { refuseOldNode } from './node-version.mjs';
import { root } from './root.mjs';
import { serve } from './serve.mjs';
import { findUnwritable, requireWritable } from './writable.mjs';

/**
 * Installs and builds what is missing, then runs a program of the built server with arguments; without a name, the
 * server itself.
 */
export async function runProgram(program = 'main.js', args = []) {
  refuseOldNode();
  const unwritable = findUnwritable();
  if (unwritable && isBuilt(program)) {
    console.log(`${unwritable.folder} is read-only: nothing is installed or built, and what was built before starts.`);
  } else {
    requireWritable();
    await prepare();
  }
  serve(program, args);
}

async function prepare() {
  const { installPackages } = await import('./install.mjs');
  await installPackages();
  // Loaded only now: what is below needs the packages.
  const { generateClient } = await import('./generate.mjs');
  const { step } = await import('./steps.mjs');
  const { build } = await import('./build.mjs');
  await generateClient();
  await step('Building', build);
}

function isBuilt(program) {
  const files = [join('apps', 'server', 'dist', program), join('apps', 'web', 'dist', 'index.html')];
  return isInstalled(root) && files.every((file) => existsSync(join(root, file)));
}
