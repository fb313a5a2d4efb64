import { parseJsonTemplate } from '@jackfield/connector';

/** A change that puts a template right, or gets it further. */
export interface Repair {
  /** On the button: `Add the comma`. */
  label: string;
  template: string;
}

/** Longer ones would be parsed too often. */
const CHARS_MAX = 200_000;

const WORD = /[A-Za-z_$][\w$-]*/y;
const SINGLE_QUOTED = /'((?:[^'\\\n]|\\.)*)'/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const LITERALS: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null', undefined: 'null' };

/** What a person most likely meant at the first place where the template is no JSON: only what a parse confirms. */
export function repairJsonTemplate(template: string): Repair | null {
  const at = errorAt(template);
  if (at === null || template.length > CHARS_MAX) return null;
  for (const { label, template: repaired, after } of candidates(template, at)) {
    const next = errorAt(repaired);
    if (next === null || next > after) return { label, template: repaired };
  }
  return null;
}

/** Where the parse ends; null for a valid template. */
function errorAt(template: string): number | null {
  const { root, problems } = parseJsonTemplate(template);
  return root === null ? (problems.at(-1)?.start ?? 0) : null;
}

interface Candidate extends Repair {
  /** It is a repair when the parse gets beyond this offset. */
  after: number;
}

function* candidates(template: string, at: number): Generator<Candidate> {
  const replace = (label: string, start: number, end: number, text: string): Candidate => ({
    label,
    template: template.slice(0, start) + text + template.slice(end),
    after: start + text.length - 1,
  });
  const character = template[at];
  const before = lastSolid(template, at);
  const single = matchAt(SINGLE_QUOTED, template, at);
  if (single !== null) {
    const inner = single
      .slice(1, -1)
      .replaceAll("\\'", "'")
      .replace(/(?<!\\)"/g, '\\"');
    yield replace('Use double quotes', at, at + single.length, `"${inner}"`);
  }
  const comment = matchAt(COMMENT, template, at);
  if (comment !== null) yield replace('Remove the comment', at, at + comment.length, '');
  if ((character === '}' || character === ']') && template[before] === ',') {
    yield replace('Remove the comma', before, before + 1, '');
  }
  const word = matchAt(WORD, template, at);
  const literal = word === null ? undefined : LITERALS[word];
  if (word !== null && literal !== undefined) yield replace(`Write ${literal}`, at, at + word.length, literal);
  if (word !== null) yield replace('Put it in double quotes', at, at + word.length, `"${word}"`);
  if (character === '\n' && before >= 0) yield replace('Write it as \\n', at, at + 1, '\\n');
  const closing = missingBrackets(template);
  if (closing !== '') yield replace(`Close it with ${closing}`, template.length, template.length, closing);
  if (before >= 0) {
    yield replace('Add the comma', before + 1, before + 1, ',');
    yield replace('Add the colon', before + 1, before + 1, ':');
  }
  if (character === ',' || character === '}' || character === ']') yield replace(`Remove ${character}`, at, at + 1, '');
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** The last character before an offset that is no white space; -1 without one. */
function lastSolid(text: string, at: number): number {
  let index = at - 1;
  while (index >= 0 && /\s/.test(text.charAt(index))) index -= 1;
  return index;
}

/** What closes the brackets that stand open at the end. */
function missingBrackets(template: string): string {
  const open: string[] = [];
  for (const [token] of template.matchAll(/"(?:[^"\\]|\\.)*"|\{\{[^{}]*\}\}|[{}[\]]/g)) {
    if (token === '{') open.push('}');
    else if (token === '[') open.push(']');
    else if (token === '}' || token === ']') open.pop();
  }
  return open.reverse().join('');
}
