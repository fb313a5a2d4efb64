import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type OpenDatabaseOptions, openDatabase } from '@jackfield/db';
import type { Seen } from './recording-client.ts';

/** Every row of every table, as text; the server that wrote them must have ended. */
export async function dumpDatabase(options: OpenDatabaseOptions): Promise<Seen[]> {
  const { prisma, close } = await openDatabase(options);
  try {
    const tables = await prisma.$queryRawUnsafe<{ name: string }[]>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1",
    );
    const seen: Seen[] = [];
    for (const { name } of tables) {
      const rows = await prisma.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
      seen.push({ door: `table ${name}`, bytes: rows.map(({ row }) => row).join('\n') });
    }
    return seen;
  } finally {
    await close();
  }
}

/** Every file in a folder, as it is. */
export async function readFolder(folder: string): Promise<Seen[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ door: `file ${path.relative(folder, file)}`, bytes: await readFile(file) })),
  );
}
