import type { HeaderList } from '@jackfield/connector';
import type { CodeLanguage } from '../../../components/code-editor/code-languages.ts';
import { nextTurn } from '../../../lib/next-turn.ts';

/** A longer body is shown part by part. */
export const WHOLE_CHARS_MAX = 100_000;
/** The editor draws this much at once without a pause that is felt. */
export const PART_CHARS = 50_000;

export interface BodyForm {
  language: CodeLanguage;
  /** Of the file, without the dot. */
  extension: string;
  /** Of the file. */
  type: string;
}

const JSON_FORM: BodyForm = { language: 'json', extension: 'json', type: 'application/json' };
const TEXT_FORM: BodyForm = { language: 'text', extension: 'txt', type: 'text/plain' };

/** By media type, the first that fits. */
const FORMS: readonly (BodyForm & { fits: RegExp })[] = [
  {
    fits: /[/+](?:x-)?(?:ndjson|jsonl|json-seq)$/,
    language: 'json',
    extension: 'ndjson',
    type: 'application/x-ndjson',
  },
  { fits: /[/+]json$/, ...JSON_FORM },
  { fits: /\/(?:xhtml\+xml|html)$/, language: 'xml', extension: 'html', type: 'text/html' },
  { fits: /^image\/svg\+xml$/, language: 'xml', extension: 'svg', type: 'image/svg+xml' },
  { fits: /[/+]xml$/, language: 'xml', extension: 'xml', type: 'application/xml' },
  { fits: /\/csv$/, language: 'text', extension: 'csv', type: 'text/csv' },
  { fits: /\/(?:x-)?ya?ml$/, language: 'text', extension: 'yaml', type: 'application/yaml' },
  { fits: /\/(?:x-)?javascript$/, language: 'text', extension: 'js', type: 'text/javascript' },
  { fits: /\/css$/, language: 'text', extension: 'css', type: 'text/css' },
];

/** How a body is coloured and kept as a file. What is JSON is so whatever it is called. */
export function bodyForm(headers: HeaderList, isJson: boolean): BodyForm {
  const named = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const type = (named.split(';')[0] ?? '').trim().toLowerCase();
  const form = FORMS.find(({ fits }) => fits.test(type)) ?? TEXT_FORM;
  return isJson && form.language !== 'json' ? JSON_FORM : form;
}

/** A stretch of a body in parts, at most so many characters of it: the rest is not even joined. */
export function stretchOf(parts: readonly string[], start: number, charsMax: number): { text: string; isCut: boolean } {
  const taken: string[] = [];
  let [skipped, length] = [0, 0];
  for (const part of parts) {
    const at = Math.max(0, start - skipped);
    skipped += part.length;
    if (at >= part.length) continue;
    // A stretch does not begin with half a character.
    const from = at > 0 && /[\uDC00-\uDFFF]/.test(part.charAt(at)) ? at - 1 : at;
    const wanted = part.slice(from, from + charsMax - length);
    length += wanted.length;
    const isCut = from + wanted.length < part.length;
    taken.push(isCut ? wholeCharacters(wanted) : wanted);
    if (isCut) return { text: taken.join(''), isCut: true };
  }
  return { text: taken.join(''), isCut: false };
}

/** Searched before the page may draw again. */
const TURN_CHARS = 1_000_000;

/**
 * Where a text stands in a body, from an offset on and then from the beginning, without regard to case; null for nowhere.
 * Lets the page draw in between, and ends when it is not wanted any more.
 */
export async function findInParts(
  parts: readonly string[],
  query: string,
  from: number,
  signal: AbortSignal,
): Promise<number | null> {
  const wanted = query.toLowerCase();
  const behind = await findFrom(parts, wanted, from, signal);
  return behind ?? (from > 0 ? findFrom(parts, wanted, 0, signal) : null);
}

async function findFrom(parts: readonly string[], wanted: string, from: number, signal: AbortSignal) {
  let [at, searched] = [0, 0];
  // The end of what was searched, where the text may have begun.
  let rest = '';
  for (const part of parts) {
    const start = at - rest.length;
    at += part.length;
    if (at <= from) continue;
    const piece = rest + part.toLowerCase();
    const found = piece.indexOf(wanted, Math.max(0, from - start));
    if (found !== -1) return start + found;
    rest = piece.slice(Math.max(0, piece.length - wanted.length + 1));
    searched += part.length;
    if (searched < TURN_CHARS) continue;
    searched = 0;
    await nextTurn();
    if (signal.aborted) return null;
  }
  return null;
}

/** Half of a surrogate pair at the end belongs to the character that is cut off. */
function wholeCharacters(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text;
}
