import type { ApiDocument } from '../document/api-document.ts';
import type { Body, CallDocument } from '../document/call-document.ts';
import { type Input, inputSchema } from '../document/input.ts';
import type { ParameterRow, Row } from '../document/row.ts';
import { parseJsonTemplate } from '../template/json-template.ts';
import { placeholdersOf } from '../template/template.ts';
import { parseRawTemplate } from '../template/text-template.ts';
import { isAbsoluteUrl, parseUrlTemplate } from '../template/url-template.ts';

/** The names of the inputs that stand in a body's template, or that its rows use. */
export function bodyInputNames(body: Body): string[] {
  switch (body.kind) {
    case 'none':
      return [];
    case 'json':
      return namesIn(parseJsonTemplate(body.template).placeholders);
    case 'raw':
      return namesIn(placeholdersOf(parseRawTemplate(body.template, body.readsAngleBrackets).parts));
    case 'graphql':
      return body.variables === '' ? [] : namesIn(parseJsonTemplate(body.variables).placeholders);
    case 'file':
      return [body.input];
    case 'form-urlencoded':
    case 'form-data':
      return rowInputNames(body.rows);
  }
}

function namesIn(placeholders: readonly { kind: string; name: string }[]): string[] {
  return placeholders.filter(({ kind }) => kind === 'input').map(({ name }) => name);
}

function rowInputNames(rows: readonly (Row | ParameterRow)[]): string[] {
  return rows.flatMap((row) => (row.kind === 'input' && row.isEnabled ? [row.input] : []));
}

/** The names of the inputs that stand in a URL template. */
export function urlInputNames(source: string, isBase: boolean): string[] {
  return namesIn(parseUrlTemplate(source, { isBase }).placeholders);
}

function sharedRows<R extends Row>(rows: readonly R[], call: CallDocument, isReplaced: (row: R) => boolean): R[] {
  return rows.filter((row) => !call.disabledSharedRows.includes(row.id) && !isReplaced(row));
}

/** A call's row of the same name replaces a shared one for sure where it is always sent. */
function alwaysSentKeys(rows: readonly (Row | ParameterRow)[], own: readonly Input[], shared: readonly Input[]) {
  const definitions = new Map([...shared, ...own].map((input) => [input.name, input]));
  const optional = new Set([...definitions.values()].filter(({ isRequired }) => !isRequired).map(({ name }) => name));
  const sent = rows.filter((row) => row.isEnabled && (row.kind === 'fixed' || !optional.has(row.input)));
  return new Set(sent.map(({ key }) => key));
}

/**
 * The names of the inputs that a call uses, in the order of URL, parameters, headers, body, then what is shared.
 * Without an environment, the base URLs of all of them count.
 */
export function findInputNames(call: CallDocument, api: ApiDocument, environmentId?: string): string[] {
  const bases = environmentId === undefined ? Object.values(api.baseUrls) : [api.baseUrls[environmentId] ?? ''];
  const parameterKeys = alwaysSentKeys(call.parameters, call.inputs, api.inputs);
  const headerKeys = new Set(
    [...alwaysSentKeys(call.headers, call.inputs, api.inputs)].map((key) => key.toLowerCase()),
  );
  const names = [
    ...(isAbsoluteUrl(call.url) ? [] : bases.flatMap((base) => urlInputNames(base, true))),
    ...urlInputNames(call.url, false),
    ...rowInputNames(call.parameters),
    ...rowInputNames(call.headers),
    ...bodyInputNames(call.body),
    ...rowInputNames(
      sharedRows(
        api.parameters,
        call,
        (row) => parameterKeys.has(row.key) || (row.place === 'body' && !hasFields(call)),
      ),
    ),
    ...rowInputNames(sharedRows(api.headers, call, (row) => headerKeys.has(row.key.toLowerCase()))),
  ];
  return [...new Set(names)];
}

function hasFields(call: CallDocument): boolean {
  return call.body.kind === 'json' || 'rows' in call.body;
}

/**
 * The inputs of a call as a form or a caller sees them: those that are used, the call's definition before the API's.
 * A name that nobody defined yet is a required text.
 */
export function inputsOf(api: ApiDocument, call: CallDocument, environmentId?: string): Input[] {
  return findInputNames(call, api, environmentId).map(
    (name) =>
      call.inputs.find((input) => input.name === name) ??
      api.inputs.find((input) => input.name === name) ??
      inputSchema.parse({ name }),
  );
}
