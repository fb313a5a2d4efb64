import { type Input, looksLikeSecret, type ParameterRow, type Row } from '@jackfield/connector';

/** The fixed texts of rows that look like keys. */
export function keyTexts(rows: readonly (Row | ParameterRow)[]): string[] {
  return rows.flatMap((row) => (row.kind === 'fixed' && looksLikeSecret(row.value) ? [row.value] : []));
}

/** The rows with these texts as they were before; blank in a row that is new. */
export function withoutTexts<R extends Row | ParameterRow>(
  rows: readonly R[],
  before: readonly R[],
  texts: readonly string[],
): R[] {
  const former = new Map(before.map((row) => [row.id, row]));
  return rows.map((row) => {
    if (row.kind !== 'fixed' || !texts.includes(row.value)) return row;
    const other = former.get(row.id);
    return { ...row, value: other?.kind === 'fixed' ? other.value : '' };
  });
}

export function withoutSensitiveValues(inputs: readonly Input[]): Input[] {
  return inputs.map((input) => (input.isSensitive ? { ...input, testValue: undefined } : input));
}
