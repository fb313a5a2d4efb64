import type { Column } from './find-rows.ts';

export interface CellText {
  text: string;
  /** More than what is shown, for who points at it. */
  title?: string;
  isNumber: boolean;
  /** No value at all. */
  isNothing: boolean;
  href?: string;
}

const CHARS_MAX = 200;
const SECONDS_MAX = 100_000_000_000;

/** A value as a table shows it: dates as local ones, objects as JSON, nothing as a dash. */
export function cellText(value: unknown, { type }: Pick<Column, 'type'>): CellText {
  if (value === null || value === undefined) return plain('—', { isNothing: true });
  if (typeof value === 'number') {
    if (type === 'date-unix')
      return dateText(new Date(Math.abs(value) < SECONDS_MAX ? value * 1_000 : value), String(value));
    return plain(String(value), { isNumber: true });
  }
  if (typeof value === 'boolean') return plain(value ? 'yes' : 'no');
  if (typeof value !== 'string') return plain(JSON.stringify(value));
  if (type === 'date') return dateText(new Date(value), value);
  if (type === 'image' || type === 'file') return { ...plain(value), ...linkOf(value) };
  return plain(value);
}

function plain(text: string, { isNumber = false, isNothing = false } = {}): CellText {
  if (text.length <= CHARS_MAX) return { text, isNumber, isNothing };
  return { text: `${text.slice(0, CHARS_MAX)}…`, title: text.slice(0, 2_000), isNumber, isNothing };
}

/** A day stays a day: without a time there is no zone to turn it into. */
function dateText(date: Date, sent: string): CellText {
  if (Number.isNaN(date.getTime()) || /^\d{4}-\d{2}-\d{2}$/.test(sent)) return plain(sent);
  return { ...plain(date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })), title: sent };
}

function linkOf(text: string): Pick<CellText, 'href'> {
  return /^https?:\/\//i.test(text) ? { href: text } : {};
}

/** For sorting: numbers by size, all else as text, nothing last. */
export function compareValues(left: unknown, right: unknown): number {
  const [isLeftNothing, isRightNothing] = [left ?? null, right ?? null].map((value) => value === null);
  if (isLeftNothing || isRightNothing) return Number(isLeftNothing) - Number(isRightNothing);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return asText(left).localeCompare(asText(right), undefined, { numeric: true });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
