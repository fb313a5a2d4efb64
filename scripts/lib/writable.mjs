import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Where installing, generating and building write. */
const written = [
  '.',
  'node_modules',
  'apps/server',
  'apps/server/dist',
  'apps/web',
  'apps/web/dist',
  'packages/db/src',
];

/**
 * The first folder that this account can't write to, and the system's reason: EACCES, or EROFS of a read-only mount.
 *
 * @returns {{ folder: string, code: string } | undefined}
 */
export function findUnwritable(folders = written.map((folder) => join(root, folder))) {
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    try {
      accessSync(folder, constants.W_OK);
    } catch ({ code }) {
      return { folder, code };
    }
  }
  return undefined;
}

/** Ends with a clear message, instead of a tool's stack trace, where nothing can be installed or built. */
export function requireWritable() {
  const found = findUnwritable();
  if (!found) return;
  console.error(describeUnwritable(found));
  process.exit(1);
}

export function describeUnwritable({ folder, code }) {
  const reason = code === 'EROFS' ? 'it is mounted read-only' : `this account may not write to it (${code})`;
  return `Jackfield can't install or build in ${folder}: ${reason}. Run "npm ci" and "npm run build" with an account that may write there, then start again; a built checkout may be read-only.`;
}
