import type { InputType } from '../document/input.ts';
import { parseUrl } from '../platform.ts';
import { checkFile, FILE_FIX, FileValue, readFileObject } from './file-value.ts';
import type { InputValue } from './input-value.ts';

export type ReadInputResult = { ok: true; value: InputValue } | { ok: false; message: string; fix: string };

const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const ISO_DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:[Zz]|([+-])(\d{2}):?(\d{2}))?)?$/;
/** Epoch numbers below this are seconds (up to the year 5138), from it on milliseconds. */
const EPOCH_MILLISECONDS_MIN = 100_000_000_000;
/** The widest instant that ECMAScript's Date holds. */
const TIME_MS_MAX = 8_640_000_000_000_000;

const no = (message: string, fix: string): ReadInputResult => ({ ok: false, message, fix });

/** Reads a value that a caller passed, or a text that a person typed, as an input of a type. Undefined is not a value. */
export function readInput(type: InputType, value: unknown): ReadInputResult {
  if (value === null) return { ok: true, value: { type: 'null' } };
  switch (type) {
    case 'text':
      return typeof value === 'string' ? { ok: true, value: { type, text: value } } : no('must be text.', 'Pass text.');
    case 'number':
      return readNumber(value);
    case 'boolean':
      return readBoolean(value);
    case 'date':
      return readDate(value);
    case 'list':
      return readList(value);
    case 'object':
      return readObject(value);
    case 'file':
      return readFile(value);
  }
}

function readNumber(value: unknown): ReadInputResult {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return { ok: true, value: { type: 'number', text: JSON.stringify(value) } };
  }
  if (typeof value === 'string' && JSON_NUMBER.test(value.trim())) {
    return { ok: true, value: { type: 'number', text: value.trim() } };
  }
  return no('must be a number.', 'Pass a number such as 12 or -0.5.');
}

function readBoolean(value: unknown): ReadInputResult {
  if (typeof value === 'boolean') return { ok: true, value: { type: 'boolean', value } };
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (word === 'true' || word === 'yes') return { ok: true, value: { type: 'boolean', value: true } };
  if (word === 'false' || word === 'no') return { ok: true, value: { type: 'boolean', value: false } };
  return no('must be yes or no.', 'Pass true or false.');
}

function readDate(value: unknown): ReadInputResult {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const isEpoch = /^-?\d{1,16}(?:\.\d+)?$/.test(text);
  const timeMs = isEpoch ? epochTime(Number(text)) : isoTime(text);
  if (timeMs === null) {
    return no('must be a date.', 'Pass 2026-01-31, 2026-01-31T12:00:00Z, or a UNIX time.');
  }
  return { ok: true, value: { type: 'date', timeMs, text: isEpoch ? new Date(timeMs).toISOString() : text } };
}

function epochTime(value: number): number | null {
  const timeMs = Math.round(Math.abs(value) < EPOCH_MILLISECONDS_MIN ? value * 1000 : value);
  return Math.abs(timeMs) <= TIME_MS_MAX ? timeMs : null;
}

/** Without a zone the time is UTC, so that the same call sends the same everywhere. */
function isoTime(text: string): number | null {
  const match = ISO_DATE.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  date.setUTCHours(hour, minute, second, Number((match[7] ?? '0').padEnd(3, '0').slice(0, 3)));
  const zoneMinutes = match[8] ? Number(match[9]) * 60 + Number(match[10]) : 0;
  return date.getTime() - (match[8] === '-' ? -zoneMinutes : zoneMinutes) * 60_000;
}

function itemText(item: unknown): string {
  if (typeof item === 'string') return item;
  return item === null ? '' : (JSON.stringify(item) ?? '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tells whether a value survives as JSON: no function, no cycle, no `undefined` at the top. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** A list, its JSON text, or one item per line (per comma where there is one line). */
function readList(value: unknown): ReadInputResult {
  const text = typeof value === 'string' ? value.trim() : null;
  if (text !== null && !text.startsWith('[')) {
    const items = text
      .split(/\r\n|\r|\n/.test(text) ? /\r\n|\r|\n/ : ',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    return { ok: true, value: { type: 'list', json: JSON.stringify(items), items } };
  }
  const list = text === null ? value : parseJson(text);
  const json = text ?? toJson(value);
  if (!Array.isArray(list) || json === undefined) {
    return no('must be a list.', 'Pass a list such as ["a", "b"], or one item per line.');
  }
  return { ok: true, value: { type: 'list', json, items: list.map(itemText) } };
}

function readObject(value: unknown): ReadInputResult {
  const text = typeof value === 'string' ? value.trim() : null;
  const object = text === null ? value : parseJson(text);
  const json = text ?? toJson(value);
  if (typeof object !== 'object' || object === null || Array.isArray(object) || json === undefined) {
    return no('must be an object.', 'Pass a JSON object such as {"a": 1}.');
  }
  return { ok: true, value: { type: 'object', json } };
}

function readFile(value: unknown): ReadInputResult {
  if (typeof value === 'string') {
    const url = parseUrl(value.trim());
    if (url !== null && /^https?:$/.test(url.protocol)) return { ok: true, value: { type: 'url', url: url.href } };
    return no('must be a file.', FILE_FIX);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return no('must be a file.', FILE_FIX);
  const read = value instanceof FileValue ? checkFile(value) : readFileObject(value);
  return read.ok ? { ok: true, value: { type: 'file', file: read.file } } : read;
}

export type ParseInputTextResult = { ok: true; value: unknown } | { ok: false; message: string; fix: string };

/**
 * Reads a text that a person typed (a test value, a default) as the value to pass for an input of that type.
 * Numbers, lists and objects stay the text that was typed, which `buildRequest` takes too, so that no digit is lost.
 */
export function parseInputText(type: InputType, text: string): ParseInputTextResult {
  const result = readInput(type, text);
  if (!result.ok) return result;
  const value = result.value;
  switch (value.type) {
    case 'null':
      return { ok: true, value: null };
    case 'boolean':
      return { ok: true, value: value.value };
    case 'list':
    case 'object':
      return { ok: true, value: value.json };
    case 'text':
    case 'number':
    case 'date':
      return { ok: true, value: value.text };
    case 'file':
      return { ok: true, value: value.file };
    case 'url':
      return { ok: true, value: value.url };
  }
}
