import { join } from 'node:path';

/** The database's files of a data folder, or of the place that it has a link to. */
export function filesFolder(base: string): string {
  return join(base, 'postgresql');
}
