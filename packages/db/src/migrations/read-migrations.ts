import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseError } from '../database-error.ts';

export interface Migration {
  /** The folder's name; it starts with the time, so names sort in the order to apply. */
  name: string;
  script: string;
  /** As `_prisma_migrations` keeps it: SHA-256 of the script, hexadecimal. */
  checksum: string;
}

/**
 * Finds `prisma/migrations` by going up from this file, so that it is the same folder from source and from a bundle
 * in an app's `dist`.
 */
export function findMigrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'prisma', 'migrations');
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) {
      throw new DatabaseError(
        'migrations_missing',
        'The folder prisma/migrations was not found above the program. Start Jackfield from a complete copy of its files.',
      );
    }
    folder = parent;
  }
}

/** Every migration of a folder, in the order to apply. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const script = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    }),
  );
}
