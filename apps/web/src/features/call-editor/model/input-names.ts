import { type Body, type CallDocument, emptyApiDocument, findInputNames, parseUrlTemplate } from '@jackfield/connector';

/** The names that stand in a call itself. Rows that are switched off count: their inputs wait with them. */
export function inputNamesIn(document: CallDocument): Set<string> {
  const { parameters, headers, body } = document;
  const on = <R extends { isEnabled: boolean }>(rows: readonly R[]): R[] =>
    rows.map((row) => ({ ...row, isEnabled: true }));
  const everything: CallDocument = {
    ...document,
    parameters: on(parameters),
    headers: on(headers),
    body: withRowsOn(body, on),
  };
  return new Set(findInputNames(everything, emptyApiDocument()));
}

type SwitchOn = <R extends { isEnabled: boolean }>(rows: readonly R[]) => R[];

function withRowsOn(body: Body, on: SwitchOn): Body {
  if (body.kind === 'form-urlencoded') return { ...body, rows: on(body.rows) };
  return body.kind === 'form-data' ? { ...body, rows: on(body.rows) } : body;
}

/** In which parts of the URL an input stands. */
export function inputPlaces(document: CallDocument, name: string): Set<'host' | 'path'> {
  const url = parseUrlTemplate(document.url, { isBase: false });
  const has = (parts: readonly { kind: string; name?: string }[]) =>
    parts.some((part) => part.kind === 'input' && part.name === name);
  const places = new Set<'host' | 'path'>();
  if (has(url.authority)) places.add('host');
  if (url.segments.some(has)) places.add('path');
  return places;
}
