import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from '../database-error.ts';

/** What the pinned PGlite writes. A data folder belongs to one PostgreSQL major; a test compares this with a folder. */
export const PGLITE_RELEASE = '0.4';
export const POSTGRESQL_MAJOR = '17';

/** Where the embedded database keeps its files. */
export function databaseFolder(dataFolder: string): string {
  return join(dataFolder, 'db');
}

function versionFile(dataFolder: string): string {
  return join(dataFolder, 'pglite.json');
}

/** Whether a database was once made here completely. */
export function isVersionRecorded(dataFolder: string): boolean {
  return existsSync(versionFile(dataFolder));
}

/** Records which PGlite made this folder; called once the new database has answered. */
export async function recordVersion(dataFolder: string): Promise<void> {
  const target = versionFile(dataFolder);
  const text = `${JSON.stringify({ pglite: PGLITE_RELEASE, postgresql: POSTGRESQL_MAJOR })}\n`;
  await writeFile(`${target}.new`, text);
  await rename(`${target}.new`, target);
}

/**
 * Refuses a folder that another PGlite release wrote, before anything opens it.
 *
 * @throws DatabaseError `foreign_version`
 */
export async function refuseForeignVersion(dataFolder: string): Promise<void> {
  const recorded = await readRecord(dataFolder);
  const major = (await readText(join(databaseFolder(dataFolder), 'PG_VERSION')))?.trim();
  const isForeignRelease = recorded !== undefined && recorded.pglite !== PGLITE_RELEASE;
  const isForeignMajor = major !== undefined && major !== '' && major !== POSTGRESQL_MAJOR;
  if (!isForeignRelease && !isForeignMajor) return;
  const found = [recorded && `PGlite ${recorded.pglite}`, major && `PostgreSQL ${major}`].filter(Boolean).join(', ');
  throw new DatabaseError(
    'foreign_version',
    `The data folder ${dataFolder} was written by another version of the embedded database (${found}); this one reads PGlite ${PGLITE_RELEASE}, PostgreSQL ${POSTGRESQL_MAJOR}. Start the version of Jackfield that wrote it, or set JACKFIELD_DATA to another folder.`,
  );
}

async function readRecord(dataFolder: string): Promise<{ pglite: string } | undefined> {
  const text = await readText(versionFile(dataFolder));
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'pglite' in value) return { pglite: String(value.pglite) };
  } catch {
    // Said below: a record that cannot be read is not guessed at.
  }
  throw new DatabaseError(
    'foreign_version',
    `The file ${versionFile(dataFolder)} cannot be read, so it is not known which version wrote this data folder. Restore it from a copy.`,
  );
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
