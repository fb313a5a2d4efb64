import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A data folder of a test's own. */
export function makeDataFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'jackfield-data-'));
}

/** Removes it. The database of a server that was killed may write for a moment yet. */
export async function removeDataFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
}
