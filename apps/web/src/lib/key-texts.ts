import { looksLikeSecret, type ParameterRow, type Row } from '@jackfield/connector';

/** The fixed texts of rows that look like keys. */
export function keyTexts(rows: readonly (Row | ParameterRow)[]): string[] {
  return rows.flatMap((row) => (row.kind === 'fixed' && looksLikeSecret(row.value) ? [row.value] : []));
}
