import { createHash } from 'node:crypto';
import type { ApiDocument, Body, CallDocument, ParameterRow, Row } from '@jackfield/connector';
import type { InitializationState } from '@jackfield/contracts';
import { z } from 'zod';

/** What of a call decides whether its shape still holds; stored with an initialization and with a shape. */
export const fingerprintSchema = z.object({
  /** Base URL and authentication are those of the environment it was initialized in. */
  environmentId: z.string(),
  responseType: z.string(),
  /** Of URL, method, body and authentication. */
  digest: z.string(),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** The fingerprint of a call as it would be sent in one environment. */
export function fingerprintOf(api: ApiDocument, call: CallDocument, environmentId: string): Fingerprint {
  return { environmentId, responseType: call.responseType, digest: digestOf(api, call, environmentId) };
}

/** Whether a call's saved shape (null: none) still fits the call. */
export function initializationState(
  saved: Fingerprint | null,
  api: ApiDocument,
  call: CallDocument,
): InitializationState {
  if (!saved) return 'never';
  if (saved.responseType !== call.responseType) return 'must';
  return saved.digest === digestOf(api, call, saved.environmentId) ? 'done' : 'should';
}

/** Lists rather than objects: the database keeps no order of members. */
function digestOf(api: ApiDocument, call: CallDocument, environmentId: string): string {
  const disabled = new Set(call.disabledSharedRows);
  const shared = api.parameters.filter((row) => !disabled.has(row.id));
  const facts: unknown[] = [
    call.method,
    call.url,
    api.baseUrls[environmentId] ?? null,
    [...shared, ...call.parameters].filter((row) => row.isEnabled).map(parameterFacts),
    bodyFacts(call.body),
    [api.auth.kind, pairs(api.auth.shared), pairs(api.auth.byEnvironment[environmentId] ?? {})],
    // Of a stream alone, so that every other fingerprint stays what it was.
    ...(call.responseType === 'stream' ? [call.stream.format] : []),
  ];
  // Only where it was chosen, so that what was saved before the choice was there still holds.
  if (call.responseHeaders.keep !== 'default') facts.push(headersFacts(call.responseHeaders));
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

function headersFacts({ keep, names }: CallDocument['responseHeaders']): unknown {
  return [keep, keep === 'chosen' ? [...names].sort() : []];
}

function bodyFacts(body: Body): unknown {
  switch (body.kind) {
    case 'none':
      return [body.kind];
    case 'json':
      return [body.kind, body.template];
    case 'form-urlencoded':
      return [body.kind, body.rows.filter((row) => row.isEnabled).map(rowFacts)];
    case 'form-data':
      return [
        body.kind,
        body.rows
          .filter((row) => row.isEnabled)
          .map((row) => [rowFacts(row), row.contentType ?? '', row.fileName ?? '']),
      ];
    case 'graphql':
      return [body.kind, body.query, body.variables, body.operationName];
    case 'file':
      return [body.kind, body.input, body.contentType];
    case 'raw':
      return [body.kind, body.contentType, body.template, pairs(body.escapes), body.readsAngleBrackets];
    default:
      return body satisfies never;
  }
}

function parameterFacts(row: ParameterRow): unknown {
  return [row.place, rowFacts(row)];
}

function rowFacts(row: Row | ParameterRow): unknown {
  return row.kind === 'fixed'
    ? [row.kind, row.key, row.value]
    : [row.kind, row.key, row.input, row.template, row.listFormat, row.dateFormat];
}

function pairs(record: Record<string, string>): [string, string][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
