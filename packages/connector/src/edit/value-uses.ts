import { AUTH_KINDS } from '../auth/auth-kinds.ts';
import type { ApiDocument } from '../document/api-document.ts';
import type { CallDocument } from '../document/call-document.ts';
import type { ParameterRow, Row } from '../document/row.ts';
import { placeholdersOf } from '../template/template.ts';
import { parseFixedTemplate } from '../template/text-template.ts';

/** A `{{name}}` in a document, and where a person finds it. */
export interface ValueUse {
  name: string;
  part: 'base-url' | 'authentication' | 'url' | 'header' | 'parameter' | 'body';
  /** The row's key, the field's label; '' where the part says it all. */
  detail: string;
  /** The only environment it counts for; null: all. */
  environmentId: string | null;
}

/** Every variable and secret that an API's document names; rows that are switched off too, since they come back. */
export function valueUsesOfApi(document: ApiDocument): ValueUse[] {
  const { auth, baseUrls } = document;
  const labelOf = (name: string) => AUTH_KINDS[auth.kind].fields.find((field) => field.name === name)?.label ?? name;
  const fields = (values: Readonly<Record<string, string>>, environmentId: string | null) =>
    Object.entries(values).flatMap(([name, text]) => usesIn(text, 'authentication', labelOf(name), environmentId));
  return [
    ...Object.entries(baseUrls).flatMap(([environmentId, url]) => usesIn(url, 'base-url', '', environmentId)),
    ...fields(auth.shared, null),
    ...Object.entries(auth.byEnvironment).flatMap(([environmentId, values]) => fields(values, environmentId)),
    ...usesInRows(document.headers, 'header'),
    ...usesInRows(document.parameters, 'parameter'),
  ];
}

/** Every variable and secret that a call's document names. */
export function valueUsesOfCall(document: CallDocument): ValueUse[] {
  const { body } = document;
  return [
    ...usesIn(document.url, 'url', ''),
    ...usesInRows(document.parameters, 'parameter'),
    ...usesInRows(document.headers, 'header'),
    ...('template' in body ? usesIn(body.template, 'body', '') : []),
    ...(body.kind === 'graphql' ? usesIn(`${body.query}\n${body.variables}`, 'body', '') : []),
    ...('rows' in body ? usesInRows(body.rows, 'body') : []),
  ];
}

function usesInRows(rows: readonly (Row | ParameterRow)[], part: ValueUse['part']): ValueUse[] {
  return rows.flatMap((row) => usesIn(row.kind === 'fixed' ? row.value : row.template, part, row.key));
}

/** `{{name}}` is written in the same way in every kind of template. A name that stands twice is one use. */
function usesIn(text: string, part: ValueUse['part'], detail: string, environmentId: string | null = null): ValueUse[] {
  if (!text.includes('{{')) return [];
  const names = placeholdersOf(parseFixedTemplate(text).parts).map(({ name }) => name);
  return [...new Set(names)].map((name) => ({ name, part, detail, environmentId }));
}

/** Whether a call sends a shared row: it neither switches it off nor has a row of its own by that name. */
export function sendsSharedRow(call: CallDocument, kind: 'header' | 'parameter', row: Row | ParameterRow): boolean {
  if (!row.isEnabled || row.key === '' || call.disabledSharedRows.includes(row.id)) return false;
  const own = kind === 'header' ? call.headers : call.parameters;
  const nameOf = (key: string) => (kind === 'header' ? key.toLowerCase() : key);
  return !own.some(({ isEnabled, key }) => isEnabled && nameOf(key) === nameOf(row.key));
}
