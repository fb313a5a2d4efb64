import type { CodeLanguage, PlaceholderName } from './code-languages.ts';

/** What opens a placeholder and what closes it. */
export interface Mark {
  open: string;
  close: string;
  holds: 'input' | 'value';
}

const VALUE: Mark = { open: '{{', close: '}}', holds: 'value' };
const ANGLE: Mark = { open: '<', close: '>', holds: 'input' };
const STARS: Mark = { open: '_*_', close: '_*_', holds: 'input' };

export interface FoundPlaceholder {
  start: number;
  end: number;
  name: string;
  holds: Mark['holds'];
}

const NAME = '[A-Za-z_][A-Za-z0-9_ .-]{0,63}?';
const NEW_NAME = /^[A-Za-z_][A-Za-z0-9_ .-]{0,63}$/;
const PATTERNS: Record<Mark['holds'], (mark: Mark) => string> = {
  value: () => `(?<!\\\\)\\{\\{[ \\t]*(${NAME})[ \\t]*\\}\\}`,
  // In raw text a use may say its escaping behind a bar.
  input: ({ open, close }) => `${escaped(open)}(${NAME})${open === close ? '(?:\\|[a-z]+)?' : ''}${escaped(close)}`,
};

/** The marks that mean something in a language. */
export function marksOf(language: CodeLanguage, readsAngleBrackets: boolean): readonly Mark[] {
  if (language === 'json-template') return [VALUE, ANGLE];
  if (language === 'graphql') return [VALUE];
  if (language !== 'raw-template' && language !== 'xml-template') return [];
  return readsAngleBrackets ? [VALUE, STARS, ANGLE] : [VALUE, STARS];
}

/** The placeholders of a text, in order, `most` at most. */
export function findPlaceholders(text: string, marks: readonly Mark[], most = Number.POSITIVE_INFINITY) {
  const found: FoundPlaceholder[] = [];
  if (marks.length === 0) return found;
  const pattern = new RegExp(marks.map((mark) => PATTERNS[mark.holds](mark)).join('|'), 'g');
  for (const match of text.matchAll(pattern)) {
    if (found.length >= most) break;
    const index = match.slice(1).findIndex((name) => name !== undefined);
    const name = match[index + 1];
    const mark = marks[index];
    if (name === undefined || mark === undefined) continue;
    found.push({ start: match.index, end: match.index + match[0].length, name, holds: mark.holds });
  }
  return found;
}

/** The mark that stands open at the end of `before`, and what of a name is typed behind it. */
export function openMark(before: string, marks: readonly Mark[]): { mark: Mark; typed: string } | null {
  for (const mark of marks) {
    const at = before.lastIndexOf(mark.open);
    // One that opens and closes alike is open every other time.
    const isClosing = mark.open === mark.close && before.split(mark.open).length % 2 === 1;
    if (at === -1 || isClosing) continue;
    const typed = before.slice(at + mark.open.length);
    if (/^(?:[A-Za-z_][A-Za-z0-9_ .-]*)?$/.test(typed) && !before.slice(0, at).endsWith('\\')) return { mark, typed };
  }
  return null;
}

/** How much of a closing mark stands at the beginning of `after`: it is not written twice. */
export function closedLength(after: string, close: string): number {
  let length = close.length;
  while (length > 0 && !after.startsWith(close.slice(0, length))) length -= 1;
  return length;
}

/** The names that fit a mark. */
export function namesFor(mark: Mark, names: readonly PlaceholderName[]): PlaceholderName[] {
  return names.filter(({ kind }) => (kind === 'input') === (mark.holds === 'input'));
}

/** The name of an input that does not exist yet: what was typed, where it can be one. */
export function newInputName(typed: string, names: readonly PlaceholderName[]): string | null {
  const name = typed.trim();
  if (name === '') return uniqueName(names);
  return NEW_NAME.test(name) && !names.some((each) => each.kind === 'input' && each.name === name) ? name : null;
}

function uniqueName(names: readonly PlaceholderName[]): string {
  const taken = new Set(names.map(({ name }) => name));
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'input' : `input_${count}`;
    if (!taken.has(name)) return name;
  }
}

function escaped(text: string): string {
  return text.replace(/[*.+?^${}()|[\]\\]/g, '\\$&');
}
