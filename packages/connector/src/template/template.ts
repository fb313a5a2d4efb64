/**
 * Templates are parsed once, into text, inputs and variables: a value that is filled in is never
 * read again for placeholders, since it never meets a parser.
 */
export type TemplatePart =
  | { kind: 'text'; text: string; start: number; end: number }
  /** `escape`: how this use asks to be escaped, where it says so. */
  | { kind: 'input'; name: string; start: number; end: number; escape?: string }
  | { kind: 'variable'; name: string; start: number; end: number };

/** An input or a variable with its offsets (UTF-16 units) in the template. */
export type Placeholder = Exclude<TemplatePart, { kind: 'text' }>;

/** What is wrong with a template, and where. */
export interface TemplateProblem {
  message: string;
  fix: string;
  start: number;
  end: number;
}

export interface ParsedTemplate {
  parts: TemplatePart[];
  problems: TemplateProblem[];
}

/** NAME_PATTERN without its anchors; lazy, so that blanks before `}}` are not taken for the name's. */
const NAME = '[A-Za-z_][A-Za-z0-9_ .-]{0,63}';
const VARIABLE = new RegExp(`\\{\\{[ \\t]*(${NAME}?)[ \\t]*\\}\\}`, 'y');
const SQUARE = new RegExp(`\\[(${NAME})\\]`, 'y');
const ANGLE = new RegExp(`<(${NAME})>`, 'y');
const STARRED = new RegExp(`_\\*_(${NAME}?)(?:\\|([a-z]*))?_\\*_`, 'y');

/** The first characters of the escape and of every placeholder that `scanTemplate` may be asked to read. */
const SPECIAL = /[\\{<_]/g;

export type PlaceholderReader = (source: string, at: number) => Placeholder | null;

function readerOf(pattern: RegExp, kind: Placeholder['kind']): PlaceholderReader {
  return (source, at) => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match?.[1] === undefined) return null;
    const found: Placeholder = { kind, name: match[1], start: at, end: at + match[0].length };
    return match[2] === undefined || found.kind !== 'input' ? found : { ...found, escape: match[2] };
  };
}

/** `{{name}}` */
export const readVariable = readerOf(VARIABLE, 'variable');
/** `[name]` */
export const readSquare = readerOf(SQUARE, 'input');
/** `<name>` */
export const readAngle = readerOf(ANGLE, 'input');
/** `_*_name_*_`, or `_*_name|xml_*_` */
export const readStarred = readerOf(STARRED, 'input');

/** `<value>`: the place of the value in a row's template. */
export const readValueMark: PlaceholderReader = (source, at) =>
  source.startsWith('<value>', at) ? { kind: 'input', name: 'value', start: at, end: at + 7 } : null;

export const ESCAPED_BRACES = '\\{{';

export function brokenVariable(at: number): TemplateProblem {
  return {
    message: 'After {{ comes the name of a variable or secret, then }}.',
    fix: 'Complete the name, or write \\{{ for two braces as text.',
    start: at,
    end: at + 2,
  };
}

/** Reads a template that is plain text around its placeholders. */
export function scanTemplate(source: string, readers: readonly PlaceholderReader[]): ParsedTemplate {
  const parts: TemplatePart[] = [];
  const problems: TemplateProblem[] = [];
  let text = '';
  let textStart = 0;
  let at = 0;
  const endText = () => {
    if (text !== '') parts.push({ kind: 'text', text, start: textStart, end: at });
    text = '';
  };
  while (at < source.length) {
    const next = nextSpecial(source, at);
    if (next > at) {
      text += source.slice(at, next);
      at = next;
      continue;
    }
    if (source.startsWith(ESCAPED_BRACES, at)) {
      text += '{{';
      at += 3;
      continue;
    }
    const found = firstOf(readers, source, at) ?? readVariable(source, at);
    if (found) {
      endText();
      parts.push(found);
      at = found.end;
      textStart = at;
      continue;
    }
    if (source.startsWith('{{', at)) problems.push(brokenVariable(at));
    const length = source.startsWith('{{', at) ? 2 : 1;
    text += source.slice(at, at + length);
    at += length;
  }
  endText();
  return { parts, problems };
}

/** Where the next character stands that may begin a placeholder or an escape; plain text is taken in one piece. */
function nextSpecial(source: string, from: number): number {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(source)?.index ?? source.length;
}

function firstOf(readers: readonly PlaceholderReader[], source: string, at: number): Placeholder | null {
  for (const read of readers) {
    const found = read(source, at);
    if (found) return found;
  }
  return null;
}

/** The inputs and variables among parts, in order. */
export function placeholdersOf(parts: readonly TemplatePart[]): Placeholder[] {
  return parts.filter((part) => part.kind !== 'text');
}

/** Line and column, from 1, of a stretch of text. */
export function positionOf(
  source: string,
  start: number,
  end: number,
): { start: number; end: number; line: number; column: number } {
  const before = source.slice(0, start).split(/\r\n|\r|\n/);
  return { start, end, line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
