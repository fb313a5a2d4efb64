import { formatOf, type TextFormat } from './formats.ts';

export const EXAMPLES_MAX = 3;
export const EXAMPLE_LENGTH_MAX = 200;
export const TOKENS_MAX = 12;

/** `null`: not every value fits one format. `undefined`: no value yet. */
type FormatState = TextFormat | null | undefined;

/** Shared by all places that have seen no text, and never written to: places are many, and maps are not small. */
const NO_TOKENS = new Map<string, number>();

/** What is known of the texts at one place. Every member is a function of the multiset of values, not of their order. */
export class TextStats {
  count = 0;
  format: FormatState = undefined;
  /** Null once there were too many different values, or one that is no short token (a masked value never is). */
  tokens: Map<string, number> | null = NO_TOKENS;
  /** The shortest different texts, ties by code unit: the same ones in any order of values. */
  readonly examples: string[] = [];
}

const TOKEN = /^[\p{L}_][\p{L}\p{N}_.:/+-]{0,31}$/u;
/** Marks of masking that letters, dots and underscores could make; all others hold signs that no token has. */
const MASK_MARK = /_{4}|\.{4}/;
const MAY_BE_UNSTORABLE = /[\0\ud800-\udfff]/;
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** A short word of letters, digits and `_ . : / + -`. Masked values (`{{name}}`, `••••`, `____`) are none. */
export function isToken(text: string): boolean {
  return TOKEN.test(text) && !MASK_MARK.test(text);
}

export function addText(stats: TextStats, text: string): void {
  stats.count += 1;
  if (stats.format !== null) {
    const format = formatOf(text);
    if (stats.format !== format) stats.format = stats.format === undefined ? format : null;
  }
  if (stats.tokens !== null) addToken(stats, stats.tokens, text, 1);
  const last = stats.examples[EXAMPLES_MAX - 1];
  if (last === undefined || text.length < last.length) addExample(stats.examples, toExample(text));
  else if (text < last && (text.length === last.length || last.length === EXAMPLE_LENGTH_MAX)) {
    addExample(stats.examples, toExample(text));
  }
}

function addToken(stats: TextStats, tokens: Map<string, number>, text: string, times: number): void {
  const seen = tokens.get(text);
  if (seen !== undefined) tokens.set(text, seen + times);
  else if (tokens.size >= TOKENS_MAX || !isToken(text)) stats.tokens = null;
  else if (tokens === NO_TOKENS) stats.tokens = new Map([[text, times]]);
  else tokens.set(text, times);
}

function addExample(examples: string[], example: string): void {
  if (example === '' || examples.includes(example)) return;
  let at = examples.length;
  while (at > 0 && isBefore(example, examples[at - 1] ?? '')) at -= 1;
  if (at >= EXAMPLES_MAX) return;
  examples.splice(at, 0, example);
  if (examples.length > EXAMPLES_MAX) examples.pop();
}

/** Short, and storable as PostgreSQL text: no NUL, no lone surrogate. */
function toExample(text: string): string {
  const short = text.length > EXAMPLE_LENGTH_MAX ? text.slice(0, EXAMPLE_LENGTH_MAX) : text;
  return MAY_BE_UNSTORABLE.test(short) ? short.replace(UNSTORABLE, '\uFFFD') : short;
}

function isBefore(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

export function mergeText(target: TextStats, source: TextStats): void {
  target.count += source.count;
  if (target.format === undefined) target.format = source.format;
  else if (source.format !== undefined && source.format !== target.format) target.format = null;
  if (source.tokens === null) target.tokens = null;
  else {
    for (const [token, times] of source.tokens) {
      if (target.tokens !== null) addToken(target, target.tokens, token, times);
    }
  }
  for (const example of source.examples) addExample(target.examples, example);
}
