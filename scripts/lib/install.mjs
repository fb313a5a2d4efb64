import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { npmCli, runNode } from './run.mjs';
import { step } from './steps.mjs';
import { requireWritable } from './writable.mjs';

/** Installs the packages of package-lock.json when they are not what is in node_modules. */
export async function installPackages() {
  await install('Installing packages', root);
}

/** Installs the servers that others wrote, which the tests call. */
export async function installUpstreams() {
  await install('Installing the upstream servers of the tests', join(root, 'apps', 'e2e', 'upstreams'));
}

async function install(name, folder) {
  if (isInstalled(folder)) return;
  requireWritable();
  const options = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  await step(name, () => runNode(npmCli(), ['ci', ...options], { cwd: folder }));
}

/**
 * Compares with the list that npm writes at the end of every install, so that an install that was cut off, one made
 * by hand and a lock file that changed since are all told apart without a record of our own.
 */
export function isInstalled(folder) {
  const list = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(list)) return false;
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const present = readPackages(list);
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true || entry.peer === true;
    // What stands in a workspace's own folder goes with that folder, and the list does not hear of it.
    if (!path.startsWith('node_modules/') && !existsSync(join(folder, path))) return false;
    return found.version === entry.version;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
