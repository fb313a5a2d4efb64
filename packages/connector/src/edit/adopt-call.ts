import { AUTH_KINDS } from '../auth/auth-kinds.ts';
import { type ApiDocument, emptyApiDocument } from '../document/api-document.ts';
import type { CallDocument } from '../document/call-document.ts';
import type { ParameterRow, Row } from '../document/row.ts';
import { findInputNames } from '../request/inputs-of.ts';
import { sendsSharedRow } from './value-uses.ts';

export interface SharedRowName {
  kind: 'header' | 'parameter';
  key: string;
}

/** What a call is like below another API. */
export interface AdoptedCall {
  document: CallDocument;
  /** Inputs that the former API defined, and that are the call's own now. */
  inputsBrought: string[];
  /** Shared rows of the former API that are not sent any more, by their names. */
  rowsLost: SharedRowName[];
  /** Shared rows that are sent now and were not. */
  rowsGained: SharedRowName[];
  /** Labels of the kinds of authentication, where they differ. */
  auth: { from: string; to: string } | null;
}

/** Takes a call out of one API and puts it below another, with what it needs of the former. */
export function adoptCall(call: CallDocument, from: ApiDocument, to: ApiDocument): AdoptedCall {
  const own = new Set(call.inputs.map(({ name }) => name));
  const known = new Set(to.inputs.map(({ name }) => name));
  const used = new Set(findInputNames(call, emptyApiDocument()));
  const brought = from.inputs.filter(({ name }) => used.has(name) && !own.has(name) && !known.has(name));
  const rowIds = new Set([...to.headers, ...to.parameters].map(({ id }) => id));
  const document: CallDocument = {
    ...call,
    inputs: [...call.inputs, ...brought],
    disabledSharedRows: call.disabledSharedRows.filter((id) => rowIds.has(id)),
  };
  const [before, after] = [sentRows(call, from), sentRows(document, to)];
  return {
    document,
    inputsBrought: brought.map(({ name }) => name),
    rowsLost: without(before, after),
    rowsGained: without(after, before),
    auth: from.auth.kind === to.auth.kind ? null : { from: labelOf(from), to: labelOf(to) },
  };
}

function sentRows(call: CallDocument, { headers, parameters }: ApiDocument): SharedRowName[] {
  const sent = (kind: SharedRowName['kind'], rows: readonly (Row | ParameterRow)[]) =>
    rows.filter((row) => sendsSharedRow(call, kind, row)).map(({ key }) => ({ kind, key }));
  return [...sent('header', headers), ...sent('parameter', parameters)];
}

function without(rows: readonly SharedRowName[], others: readonly SharedRowName[]): SharedRowName[] {
  const nameOf = ({ kind, key }: SharedRowName) => `${kind} ${kind === 'header' ? key.toLowerCase() : key}`;
  const names = new Set(others.map(nameOf));
  return rows.filter((row) => !names.has(nameOf(row)));
}

function labelOf({ auth }: ApiDocument): string {
  return AUTH_KINDS[auth.kind].label;
}
