import type { PlaceholderName } from '../code-editor/code-languages.ts';

/** How names stand in a text: `{{variable}}` everywhere, `[input]` in a URL. */
export type NameForm = 'braces' | 'brackets';

export interface Completion {
  form: NameForm;
  /** What is replaced when a name is taken, in UTF-16 units. */
  start: number;
  end: number;
  /** What is typed of the name. */
  typed: string;
}

const NAME_BEFORE = '[A-Za-z0-9_ .-]{0,64}';
const BRACES = new RegExp(`(?<!\\\\)\\{\\{(${NAME_BEFORE})$`);
const BRACKETS = new RegExp(`\\[(${NAME_BEFORE})$`);
const AFTER: Record<NameForm, RegExp> = { braces: /^[A-Za-z0-9_.-]*\}\}/, brackets: /^[A-Za-z0-9_.-]*\]/ };

/** The name that is being typed before the cursor; null where none is. */
export function findCompletion(text: string, caret: number, forms: readonly NameForm[]): Completion | null {
  const before = text.slice(0, caret);
  for (const form of forms) {
    const match = (form === 'braces' ? BRACES : BRACKETS).exec(before);
    if (match === null || (form === 'brackets' && isInQueryKey(before.slice(0, match.index)))) continue;
    const rest = AFTER[form].exec(text.slice(caret))?.[0].length ?? 0;
    return { form, start: match.index, end: caret + rest, typed: (match[1] ?? '').trim() };
  }
  return null;
}

/** Brackets in the key of a query are text: `filter[x]=`. */
function isInQueryKey(before: string): boolean {
  const query = before.indexOf('?');
  return query !== -1 && !before.slice(query).split('&').at(-1)?.includes('=');
}

/** The names that fit what is typed: those that begin with it first. */
export function matchingNames(
  names: readonly PlaceholderName[],
  { form, typed }: Pick<Completion, 'form' | 'typed'>,
): PlaceholderName[] {
  const wanted = typed.toLowerCase();
  const ofForm = names.filter(({ kind }) => (kind === 'input') === (form === 'brackets'));
  const begins = ofForm.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  const holds = ofForm.filter(({ name }) => name.toLowerCase().indexOf(wanted) > 0);
  return [...begins, ...holds];
}

/** The text with the name in its place, and where the cursor stands then. */
export function takeName(
  text: string,
  { form, start, end }: Completion,
  name: string,
): { text: string; caret: number } {
  const written = form === 'braces' ? `{{${name}}}` : `[${name}]`;
  return { text: text.slice(0, start) + written + text.slice(end), caret: start + written.length };
}
