import type { ShapeField } from '@jackfield/shape';

export interface FoundRows {
  /** Where they stand, as a field pointer: '' for the root. */
  pointer: string;
  rows: readonly Record<string, unknown>[];
}

const DEPTH_MAX = 6;

/** The list that a table shows: the longest list of objects, the outermost of two that are as long. */
export function findRows(data: unknown): FoundRows | null {
  let found: FoundRows | null = null;
  const pending: { value: unknown; pointer: string; depth: number }[] = [{ value: data, pointer: '', depth: 0 }];
  for (let place = pending.shift(); place !== undefined; place = pending.shift()) {
    const { value, pointer, depth } = place;
    if (Array.isArray(value)) {
      const isRows = value.length > 0 && value.every(isObject);
      if (isRows && (found === null || value.length > found.rows.length)) found = { pointer, rows: value };
    } else if (isObject(value) && depth < DEPTH_MAX) {
      for (const [key, child] of Object.entries(value)) {
        pending.push({ value: child, pointer: `${pointer}/${toSegment(key)}`, depth: depth + 1 });
      }
    }
  }
  return found;
}

export interface Column {
  key: string;
  type: ShapeField['type'] | null;
}

/** Rows that are looked at for columns where no shape says which there are. */
const SAMPLE_ROWS = 100;
const COLUMNS_MAX = 60;

/** The included fields of the list's objects in the order of the shape; else what the rows themselves have. */
export function columnsOf({ pointer, rows }: FoundRows, fields: readonly ShapeField[]): Column[] {
  const prefix = `${pointer}/*/`;
  const known = fields.filter(
    (field) =>
      field.pointer.startsWith(prefix) && !field.pointer.slice(prefix.length).includes('/') && field.key !== '*',
  );
  if (known.length > 0) {
    return known
      .filter(({ isIncluded }) => isIncluded)
      .slice(0, COLUMNS_MAX)
      .map(({ key, type }) => ({ key, type }));
  }
  const keys = new Set(rows.slice(0, SAMPLE_ROWS).flatMap((row) => Object.keys(row)));
  return [...keys].slice(0, COLUMNS_MAX).map((key) => ({ key, type: null }));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 6901, as field pointers are written. */
function toSegment(key: string): string {
  return key === '*' ? '~2' : key.replaceAll('~', '~0').replaceAll('/', '~1');
}
