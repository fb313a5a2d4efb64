import { stat } from 'node:fs/promises';
import { BackupError } from './backup-error.ts';
import type { BackupHeader } from './backup-format.ts';
import type { OnProgress } from './progress.ts';
import { readBackup } from './read-backup.ts';

export interface VerifiedBackup {
  header: BackupHeader;
  rows: number;
  bytes: number;
  fileBytes: number;
}

/**
 * Reads a whole backup and checks that it is complete and undamaged, without a database.
 *
 * @throws BackupError as `readBackup` does.
 */
export async function verifyBackup(
  file: string,
  { onProgress = () => {}, signal }: { onProgress?: OnProgress | undefined; signal?: AbortSignal | undefined } = {},
): Promise<VerifiedBackup> {
  let header: BackupHeader | undefined;
  let rows = 0;
  let bytes = 0;
  const onRead = (share: number) => onProgress({ step: 'check', table: null, rows, bytes, share });
  for await (const part of readBackup(file, { signal, onRead })) {
    if (part.part === 'header') header = part.header;
    else if (part.part === 'rows') bytes += part.bytes.length;
    else if (part.part === 'table') rows += part.rows;
  }
  if (header === undefined) throw new BackupError('not_a_backup', `${file} isn't a backup of Jackfield.`);
  return { header, rows, bytes, fileBytes: (await stat(file)).size };
}
