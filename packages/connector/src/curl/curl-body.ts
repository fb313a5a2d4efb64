import type { Body } from '../document/call-document.ts';
import { type Input, inputSchema } from '../document/input.ts';
import { type FormDataRow, formDataRowSchema, type Row } from '../document/row.ts';
import { decodeQueryText } from '../encoding/percent.ts';
import type { CurlCommand } from './read-curl.ts';

export interface BodyOfCurl {
  body: Body;
  /** The header need not be kept: the body says it. */
  saysContentType: boolean;
  notes: string[];
  /** Those that the body brings with it: its files. */
  inputs: Input[];
}

const FORM = 'application/x-www-form-urlencoded';

/** The body of a command. What would be read as a placeholder in it is written so that it stays text. */
export function bodyOfCurl(
  { data, file, form, headers }: CurlCommand,
  fixedRow: (key: string, value: string) => Row,
): BodyOfCurl {
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  if (form.length > 0) return formOfCurl(form, fixedRow);
  if (file !== null) return fileOfCurl(file, contentType);
  if (data === null) return { body: { kind: 'none' }, saysContentType: false, notes: [], inputs: [] };
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? null;
  const isJson = isJsonText(data);
  if (isJson && (type === null || type === 'application/json' || type.endsWith('+json'))) {
    return {
      body: { kind: 'json', template: asJsonTemplate(data) },
      saysContentType: type === null || type === 'application/json',
      notes: type === null ? ['The body is JSON, so it is sent as JSON; curl itself would have called it a form.'] : [],
      inputs: [],
    };
  }
  const fields = type === null || type === FORM ? readForm(data) : null;
  if (fields !== null) {
    const rows = fields.map(([name, value]) => fixedRow(name, value));
    return { body: { kind: 'form-urlencoded', rows }, saysContentType: true, notes: [], inputs: [] };
  }
  const template = data.replaceAll('{{', '\\{{');
  const body: Body = {
    kind: 'raw',
    contentType: contentType ?? FORM,
    template,
    escapes: {},
    readsAngleBrackets: false,
  };
  return { body, saysContentType: true, notes: [], inputs: [] };
}

/** A file of the command is an input, whose file its callers pass; the text of one is an input of type text. */
function formOfCurl(form: CurlCommand['form'], fixedRow: (key: string, value: string) => Row): BodyOfCurl {
  const inputs = new Map<string, Input>();
  const rows = form.map((part): FormDataRow => {
    const row = fixedRow(part.name, part.from === 'text' ? part.value : '');
    const { contentType, fileName } = part;
    const said = {
      ...(contentType === null ? {} : { contentType }),
      ...(fileName === null ? {} : { fileName }),
    };
    if (part.from === 'text') return { ...row, ...said };
    const name = freeName(part.name, (taken) => inputs.has(taken));
    const description = `In the command: ${part.value}`;
    inputs.set(name, inputSchema.parse({ name, type: part.from === 'file' ? 'file' : 'text', description }));
    const { id, key, isEnabled } = row;
    return formDataRowSchema.parse({ id, key, isEnabled, kind: 'input', input: name, ...said });
  });
  const files = [...inputs.values()].filter(({ type }) => type === 'file').map(({ name }) => name);
  const notes = files.length === 0 ? [] : [`No file was read: choose one for ${files.join(', ')} under Inputs.`];
  return { body: { kind: 'form-data', rows }, saysContentType: true, notes, inputs: [...inputs.values()] };
}

function fileOfCurl(path: string, contentType: string | null): BodyOfCurl {
  const name = 'file';
  const description = `In the command: ${path}`;
  return {
    body: { kind: 'file', input: name, contentType: contentType ?? '' },
    saysContentType: true,
    notes: ['No file was read: choose one for file under Inputs.'],
    inputs: [inputSchema.parse({ name, type: 'file', description })],
  };
}

/** A name for an input that can stand for a field. */
function freeName(field: string, isTaken: (name: string) => boolean): string {
  const plain = field
    .replaceAll(/[^A-Za-z0-9_ .-]+/g, '_')
    .replace(/^[^A-Za-z_]+/, '')
    .replace(/_+$/, '')
    .slice(0, 60);
  const name = plain === '' ? 'file' : plain;
  for (let count = 1; ; count += 1) {
    const each = count === 1 ? name : `${name}_${count}`;
    if (!isTaken(each)) return each;
  }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return /^\s*[[{"]/.test(text);
  } catch {
    return false;
  }
}

/** In valid JSON, `<` and `{{` stand in strings only, where an escape says the same (RFC 8259 §7). */
function asJsonTemplate(json: string): string {
  return json.replaceAll(/<(?=[A-Za-z_])/g, '\\u003c').replaceAll('{{', '\\u007b{');
}

/** Null when it is no list of `name=value`. */
function readForm(text: string): [string, string][] | null {
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length === 0 || pairs.some((pair) => pair.indexOf('=') <= 0)) return null;
  return pairs.map((pair) => {
    const equals = pair.indexOf('=');
    return [decodeQueryText(pair.slice(0, equals)), decodeQueryText(pair.slice(equals + 1))];
  });
}
