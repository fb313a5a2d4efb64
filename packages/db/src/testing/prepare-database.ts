import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwaitedPGliteAdapter } from '../embedded/awaited-adapter.ts';
import { openInMemory } from '../embedded/open-embedded.ts';
import { applyMigrations } from '../migrations/apply-migrations.ts';
import { findMigrationsFolder } from '../migrations/read-migrations.ts';

const MADE = Symbol.for('jackfield.prepared-database');
/** Each project of the tests loads this module anew, in one process. */
const shared = globalThis as { [MADE]?: Promise<string> };

/**
 * Before all tests: makes an embedded database with every migration once, and names the file that holds it in
 * `JACKFIELD_TEST_DATABASE`. A server that begins with a copy is ready four times as soon as one that makes its own.
 */
export default async function prepareDatabase(): Promise<() => Promise<void>> {
  shared[MADE] ??= makeDatabase();
  const folder = await shared[MADE];
  return () => rm(folder, { recursive: true, force: true });
}

async function makeDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-database-'));
  const { pglite, close } = await openInMemory();
  try {
    await applyMigrations(
      new AwaitedPGliteAdapter(pglite),
      findMigrationsFolder(),
      () => {},
      (work) => work((script) => pglite.exec(script)),
    );
    const copy = await pglite.dumpDataDir('none');
    const file = join(folder, 'database.tar');
    await writeFile(file, new Uint8Array(await copy.arrayBuffer()));
    process.env.JACKFIELD_TEST_DATABASE = file;
  } finally {
    await close();
  }
  return folder;
}
