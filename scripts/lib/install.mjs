import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { npmCli, runNode } from './run.mjs';
import { step } from './steps.mjs';

/** Installs the packages of package-lock.json when they are not what is in node_modules. */
export async function installPackages() {
  if (isInstalled(root)) return;
  await step('Installing packages', () =>
    runNode(npmCli(), ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']),
  );
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
    return found.version === entry.version;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
