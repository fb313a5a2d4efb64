import { type ParameterRow, parameterRowSchema } from '../document/row.ts';
import { decodeQueryText } from '../encoding/percent.ts';
import { ESCAPED_BRACES, placeholdersOf, readSquare, readVariable, scanTemplate } from '../template/template.ts';

export interface SplitUrl {
  /** The URL without what became rows, and without its fragment. */
  url: string;
  rows: ParameterRow[];
}

/**
 * Splits the query of a pasted URL into parameter rows. `[name]` becomes an input row, `{{name}}` stays one, and text
 * that only looks like a placeholder stays text. A pair that no row can say (two inputs in one value, a placeholder in
 * the key) stays in the URL.
 */
export function splitUrlQuery(url: string, newId: () => string): SplitUrl {
  const withoutFragment = url.trim().replace(/#.*$/s, '');
  const question = withoutFragment.indexOf('?');
  if (question < 0) return { url: withoutFragment, rows: [] };
  const kept: string[] = [];
  const rows: ParameterRow[] = [];
  for (const pair of withoutFragment.slice(question + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals);
    const row = key.includes('{{') || key === '' ? null : rowOf(key, equals < 0 ? '' : pair.slice(equals + 1), newId);
    if (row) rows.push(row);
    else kept.push(pair);
  }
  const path = withoutFragment.slice(0, question);
  return { url: kept.length === 0 ? path : `${path}?${kept.join('&')}`, rows };
}

function rowOf(key: string, value: string, newId: () => string): ParameterRow | null {
  const { template, inputs, variables, hasValueMark } = readValue(value);
  const name = inputs[0];
  if (inputs.length > 1 || (name !== undefined && hasValueMark)) return null;
  // Text next to a placeholder may have become one with it (`%5C` before `{{name}}`).
  const { parts, problems } = scanTemplate(template, []);
  if (problems.length > 0 || placeholdersOf(parts).length !== variables) return null;
  const base = { id: newId(), key: decodeQueryText(key) };
  const parsed = parameterRowSchema.safeParse(
    name === undefined
      ? { ...base, kind: 'fixed', value: template }
      : { ...base, kind: 'input', input: name, template },
  );
  return parsed.success ? parsed.data : null;
}

interface ReadValue {
  template: string;
  inputs: string[];
  variables: number;
  hasValueMark: boolean;
}

/** The value as a row's template: text decoded, with its own `{{` escaped. */
function readValue(value: string): ReadValue {
  let variables = 0;
  const inputs: string[] = [];
  let template = '';
  let text = '';
  let hasValueMark = false;
  const endText = () => {
    const decoded = decodeQueryText(text);
    hasValueMark ||= decoded.includes('<value>');
    template += decoded.replaceAll('{{', '\\{{');
    text = '';
  };
  let at = 0;
  while (at < value.length) {
    if (value.startsWith(ESCAPED_BRACES, at)) {
      text += '{{';
      at += ESCAPED_BRACES.length;
      continue;
    }
    const input = readSquare(value, at);
    const variable = input ? null : readVariable(value, at);
    if (input || variable) endText();
    if (input) {
      inputs.push(input.name);
      template += '<value>';
    } else if (variable) {
      variables += 1;
      template += value.slice(variable.start, variable.end);
    } else {
      text += value[at];
    }
    at = input?.end ?? variable?.end ?? at + 1;
  }
  endText();
  return { template, inputs, variables, hasValueMark };
}
