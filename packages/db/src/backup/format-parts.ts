import { createHash } from 'node:crypto';
import { type BackupHeader, FORMAT, FORMAT_VERSION } from './backup-format.ts';

/** Turns parts into the bytes of a backup. The parts have to be formatted in the order of the format. */
export interface PartFormatter {
  header(header: BackupHeader): Buffer;
  rows(table: number, bytes: Buffer): Buffer;
  table(table: number, rows: number): Buffer;
  /** Includes the checksum of everything formatted before. */
  end(): Buffer;
}

export function createPartFormatter(): PartFormatter {
  const hash = createHash('sha256');
  const format = (line: Record<string, unknown>, bytes?: Buffer): Buffer => {
    const text = Buffer.from(`${JSON.stringify(bytes === undefined ? line : { ...line, bytes: bytes.length })}\n`);
    const part = bytes === undefined ? text : Buffer.concat([text, bytes]);
    hash.update(part);
    return part;
  };
  return {
    header: (header) =>
      format({ part: 'header', format: FORMAT, version: FORMAT_VERSION }, Buffer.from(JSON.stringify(header))),
    rows: (table, bytes) => format({ part: 'rows', table }, bytes),
    table: (table, rows) => format({ part: 'table', table, rows }),
    end: () => Buffer.from(`${JSON.stringify({ part: 'end', sha256: hash.copy().digest('hex') })}\n`),
  };
}
