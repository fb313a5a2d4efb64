import { type FormDataRow, NAME_PATTERN, type ParameterRow, type Row } from '@jackfield/connector';

/** Headers and form fields are `Row`s; parameters also have a place. The editor treats both alike. */
export type AnyRow = Row | ParameterRow | FormDataRow;

export function emptyRow(id: string): Row {
  return { id, key: '', isEnabled: true, kind: 'fixed', value: '' };
}

export function replaceRow<R extends AnyRow>(rows: readonly R[], row: R): R[] {
  return rows.map((other) => (other.id === row.id ? row : other));
}

export function removeRow<R extends AnyRow>(rows: readonly R[], id: string): R[] {
  return rows.filter((row) => row.id !== id);
}

/** Moves a row by one place; at the end it stays where it is. */
export function moveRow<R extends AnyRow>(rows: readonly R[], id: string, by: -1 | 1): R[] {
  const from = rows.findIndex((row) => row.id === id);
  const moved = rows[from];
  if (moved === undefined || rows[from + by] === undefined) return [...rows];
  const others = rows.filter((row) => row.id !== id);
  return [...others.slice(0, from + by), moved, ...others.slice(from + by)];
}

/** Puts a row at the upper or the lower edge of another; the same order where it stands there already. */
export function dropRow<R extends AnyRow>(rows: readonly R[], id: string, overId: string, edge: 'top' | 'bottom'): R[] {
  const moved = rows.find((row) => row.id === id);
  const others = rows.filter((row) => row.id !== id);
  const over = others.findIndex((row) => row.id === overId);
  if (moved === undefined || over === -1) return [...rows];
  return others.toSpliced(edge === 'top' ? over : over + 1, 0, moved);
}

type BaseOf<R extends AnyRow> = Pick<R, 'id' | 'key' | 'isEnabled' | 'description'> & { place?: 'query' | 'body' };

function baseOf(row: AnyRow): BaseOf<AnyRow> {
  return {
    id: row.id,
    key: row.key,
    isEnabled: row.isEnabled,
    ...(row.description === undefined ? {} : { description: row.description }),
    ...('place' in row ? { place: row.place } : {}),
    ...('contentType' in row ? { contentType: row.contentType } : {}),
    ...('fileName' in row ? { fileName: row.fileName } : {}),
  };
}

/**
 * A row filled by the caller instead of a fixed text. `Bearer <value>` as a fixed text becomes the template around
 * the value; any other text becomes the suggested test value, which the caller of this function may keep.
 */
export function toInputRow<R extends AnyRow>(row: R, name: string): { row: R; testValue: string } {
  if (row.kind === 'input') return { row, testValue: '' };
  const isTemplate = row.value.includes('<value>');
  const template = isTemplate ? row.value : '<value>';
  const next = {
    ...baseOf(row),
    kind: 'input',
    input: name,
    template,
    listFormat: 'repeat',
    dateFormat: 'date-time',
  };
  // The place, where R has one, was copied: the same row in its other kind.
  return { row: next as unknown as R, testValue: isTemplate ? '' : row.value };
}

/** The reverse: the template stays as the text where it says more than the value alone. */
export function toFixedRow<R extends AnyRow>(row: R, testValue = ''): R {
  if (row.kind === 'fixed') return row;
  const value = row.template.replaceAll('<value>', testValue);
  const next = { ...baseOf(row), kind: 'fixed', value };
  // The place, where R has one, was copied: the same row in its other kind.
  return next as unknown as R;
}

/** A name for an input that can stand for a key: `X-Request-Id` stays, `filter[x]` becomes `filter_x`. */
export function inputNameFor(key: string, isTaken: (name: string) => boolean): string {
  const plain = key
    .replace(/[^A-Za-z0-9_ .-]+/g, '_')
    .replace(/^[^A-Za-z_]+/, '')
    .replace(/_+$/, '')
    .slice(0, 60);
  const name = NAME_PATTERN.test(plain) ? plain : 'value';
  if (!isTaken(name)) return name;
  for (let count = 2; ; count += 1) {
    if (!isTaken(`${name}_${count}`)) return `${name}_${count}`;
  }
}

export interface PastedRow {
  key: string;
  value: string;
  isEnabled: boolean;
}

/**
 * Reads many rows from pasted text: `key: value` or `key=value` a line (a leading `//` or `#` switches the row off),
 * or one `a=1&b=2`. Null when it is not such a list, so that it is pasted as text.
 */
export function readPastedRows(text: string): PastedRow[] | null {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.length === 1) return readPastedQuery(lines[0] ?? '');
  const rows = lines.map(readPastedLine);
  return lines.length > 1 && rows.every((row) => row !== null) ? rows : null;
}

function readPastedLine(line: string): PastedRow | null {
  const off = /^\s*(?:\/\/|#)\s*/.exec(line);
  const match = /^\s*([^:=\s][^:=]*?)\s*(?::|=|\t)\s*(.*?)\s*$/.exec(off ? line.slice(off[0].length) : line);
  if (match === null) return null;
  return { key: match[1] ?? '', value: match[2] ?? '', isEnabled: off === null };
}

function readPastedQuery(line: string): PastedRow[] | null {
  if (!/^\??[^=&\s]+=[^&\s]*(?:&[^=&\s]+=[^&\s]*)+$/.test(line.trim())) return null;
  return [...new URLSearchParams(line.trim())].map(([key, value]) => ({ key, value, isEnabled: true }));
}

/** Puts pasted rows in place of the row that was pasted into when it is empty, else behind it. */
export function insertPasted<R extends AnyRow>(rows: readonly R[], at: string, pasted: readonly R[]): R[] {
  const index = rows.findIndex((row) => row.id === at);
  const target = rows[index];
  if (target === undefined) return [...rows, ...pasted];
  const isEmpty = target.key === '' && target.kind === 'fixed' && target.value === '';
  return [...rows.slice(0, isEmpty ? index : index + 1), ...pasted, ...rows.slice(index + 1)];
}
