/** A part of a form of curl's, as data. */
export interface CurlPart {
  name: string;
  /** What is sent: a text, a file, or the text in a file. */
  from: 'text' | 'file' | 'text-of-file';
  /** The text, or the path of the file. */
  value: string;
  /** Null where the command does not say it. */
  contentType: string | null;
  fileName: string | null;
}

const OPTIONS = /^(.*?)((?:;\s*(?:type|filename|headers|encoder)=(?:"(?:\\.|[^"\\])*"|[^;]*))*)$/s;
const QUOTED = /^"((?:\\.|[^"\\])*)"$/s;

/** Reads `-F name=value`, `-F name=@file;type=…;filename=…` and `-F name=<file` (curl(1), --form). Null without a name. */
export function readCurlPart(field: string): CurlPart | null {
  const equals = field.indexOf('=');
  if (equals <= 0) return null;
  const name = field.slice(0, equals);
  const [, content = '', options = ''] = OPTIONS.exec(field.slice(equals + 1)) ?? [];
  const said = (option: string) => {
    const [, value] = new RegExp(`;\\s*${option}=("(?:\\\\.|[^"\\\\])*"|[^;]*)`).exec(options) ?? [];
    return value === undefined ? null : unquoted(value.trim());
  };
  const mark = content.charAt(0);
  const from = mark === '@' ? 'file' : mark === '<' ? 'text-of-file' : 'text';
  const value = unquoted(from === 'text' ? content : content.slice(1));
  return { name, from, value, contentType: said('type'), fileName: said('filename') };
}

/** `--form-string name=value`: a text, whatever is written in it. */
export function readCurlText(field: string): CurlPart | null {
  const equals = field.indexOf('=');
  if (equals <= 0) return null;
  const value = field.slice(equals + 1);
  return { name: field.slice(0, equals), from: 'text', value, contentType: null, fileName: null };
}

function unquoted(text: string): string {
  const [, inner] = QUOTED.exec(text) ?? [];
  return inner === undefined ? text : inner.replaceAll(/\\(["\\])/g, '$1');
}

/** A value as `-F` takes it, with nothing in it read as an option. */
export function quotedForForm(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
