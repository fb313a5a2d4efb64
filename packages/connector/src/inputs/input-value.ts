import type { DateFormat } from '../document/row.ts';
import { encodeBase64 } from '../encoding/base64.ts';
import type { FileValue } from './file-value.ts';

/** What an input holds in one run, read by its type. "No value" is the absence of this. */
export type InputValue =
  | { type: 'null' }
  | { type: 'text'; text: string }
  /** A JSON number as it was written, so that a big one keeps its digits. */
  | { type: 'number'; text: string }
  | { type: 'boolean'; value: boolean }
  /** As written, and as an instant. */
  | { type: 'date'; text: string; timeMs: number }
  /** `json` as written or made; `items` as they stand outside JSON. */
  | { type: 'list'; json: string; items: string[] }
  | { type: 'object'; json: string }
  | { type: 'file'; file: FileValue }
  /** A file that is still to be fetched. */
  | { type: 'url'; url: string };

/** A date as a row's format says; without a format as it was written. */
export function formatDate(value: { text: string; timeMs: number }, format: DateFormat | null): string {
  switch (format) {
    case 'date-time':
      return new Date(value.timeMs).toISOString();
    case 'date':
      return new Date(value.timeMs).toISOString().replace(/T.*/, '');
    case 'unix-seconds':
      return String(Math.floor(value.timeMs / 1000));
    case 'unix-milliseconds':
      return String(value.timeMs);
    case null:
      return value.text;
  }
}

/** The parts of a value outside JSON: a list has one per item, null has none. */
export function plainTexts(value: InputValue, format: DateFormat | null): string[] {
  switch (value.type) {
    case 'null':
      return [];
    case 'text':
    case 'number':
      return [value.text];
    case 'boolean':
      return [String(value.value)];
    case 'date':
      return [formatDate(value, format)];
    case 'list':
      return value.items;
    case 'object':
      return [value.json];
    case 'file':
      return [fileText(value.file)];
    case 'url':
      return [value.url];
  }
}

const fileTexts = new WeakMap<FileValue, string>();

/** A file as text is its Base64, as APIs take files in JSON. */
function fileText(file: FileValue): string {
  const text = fileTexts.get(file) ?? encodeBase64(file.bytes ?? new Uint8Array());
  fileTexts.set(file, text);
  return text;
}

/** A value as JSON, standing alone. */
export function jsonText(value: InputValue, format: DateFormat | null): string {
  switch (value.type) {
    case 'null':
      return 'null';
    case 'text':
      return JSON.stringify(value.text);
    case 'number':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'date': {
      const isNumber = format === 'unix-seconds' || format === 'unix-milliseconds';
      const text = formatDate(value, format);
      return isNumber ? text : JSON.stringify(text);
    }
    case 'list':
    case 'object':
      return value.json;
    case 'file':
    case 'url':
      return JSON.stringify(plainTexts(value, format)[0] ?? '');
  }
}

/** A value inside a JSON string or a text: one text; "nothing" is the empty text. */
export function innerText(value: InputValue | undefined): string {
  if (value === undefined) return '';
  return value.type === 'list' ? value.json : (plainTexts(value, null)[0] ?? '');
}
