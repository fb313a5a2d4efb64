import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** The folders that install packages of their own. */
export const lockFolders = ['.', 'bench', 'apps/e2e/upstreams'].filter((folder) =>
  existsSync(join(root, folder, 'package-lock.json')),
);

/** The content of a folder's lock file. */
export function readLock(folder) {
  return JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8'));
}

/**
 * The entries of a lock file that come from the registry and have no checksum: npm leaves it out for packages of other
 * platforms when it makes the lock file from a `node_modules` that lacks them.
 *
 * @param {Record<string, { version: string, name?: string, integrity?: string, link?: boolean, inBundle?: boolean }>} packages
 */
export function findWithoutIntegrity(packages) {
  return Object.entries(packages)
    .filter(([path, { link, inBundle, integrity }]) => isInstalledPath(path) && !link && !inBundle && !integrity)
    .map(([path, entry]) => ({ path, name: entry.name ?? packageName(path), version: entry.version }));
}

/** The entries that name an address to download from, which ties the lock file to one registry. */
export function findAddresses(packages) {
  return Object.entries(packages)
    .filter(([, { link, resolved }]) => !link && resolved !== undefined)
    .map(([path]) => path);
}

const isInstalledPath = (path) => path.includes('node_modules/');

/** The name under which a package is installed at a path. */
export const packageName = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
