import { type ApiDocument, emptyApiDocument } from '../document/api-document.ts';
import { type CallDocument, emptyCallDocument } from '../document/call-document.ts';
import { type Input, inputSchema } from '../document/input.ts';
import { type ParameterRow, parameterRowSchema, type Row, rowSchema } from '../document/row.ts';
import { decodeUtf8 } from '../platform.ts';
import type { HeaderList } from '../run/envelope.ts';
import { buildRequest } from './build-request.ts';
import type { BuildRequestArguments, NamedValue } from './build-request.types.ts';
import type { DocumentIssue, PreparedRequest } from './prepared-request.ts';

/** For tests: a build with everything that a test does not speak of left as it is in a new call. */
export interface Fixture {
  api?: Partial<ApiDocument>;
  call?: Partial<CallDocument>;
  base?: string;
  inputs?: Record<string, unknown>;
  variables?: Record<string, string | undefined>;
  secrets?: Record<string, string | null>;
  authSecrets?: Record<string, string | null>;
  mode?: BuildRequestArguments['mode'];
  idempotencyKey?: string;
}

export const ENVIRONMENT = 'development';

export function input(name: string, more: Partial<Input> = {}): Input {
  return inputSchema.parse({ name, ...more });
}

export function fixed(key: string, value: string, more: Partial<Row> = {}): Row {
  return rowSchema.parse({ id: `row-${key}`, key, kind: 'fixed', value, ...more });
}

export function filled(key: string, name: string, more: Record<string, unknown> = {}): Row {
  return rowSchema.parse({ id: `row-${key}`, key, kind: 'input', input: name, ...more });
}

export function parameter(row: Row, place: 'query' | 'body' = 'query'): ParameterRow {
  return parameterRowSchema.parse({ ...row, place });
}

function argumentsOf(fixture: Fixture): BuildRequestArguments {
  const values = new Map<string, NamedValue | undefined>();
  for (const [name, value] of Object.entries(fixture.variables ?? {})) {
    values.set(name, value === undefined ? undefined : { kind: 'variable', value });
  }
  for (const [name, value] of Object.entries(fixture.secrets ?? {})) values.set(name, { kind: 'secret', value });
  return {
    api: {
      ...emptyApiDocument(),
      baseUrls: { [ENVIRONMENT]: fixture.base ?? 'https://api.example.com/v1' },
      ...fixture.api,
    },
    call: { ...emptyCallDocument(), ...fixture.call },
    environmentId: ENVIRONMENT,
    inputs: fixture.inputs ?? {},
    values,
    authSecrets: new Map(Object.entries(fixture.authSecrets ?? {})),
    mode: fixture.mode ?? 'send',
    ...(fixture.idempotencyKey === undefined ? {} : { idempotencyKey: fixture.idempotencyKey }),
  };
}

/** The request of a build that must succeed. */
export function requestOf(fixture: Fixture): PreparedRequest {
  const result = buildRequest(argumentsOf(fixture));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.request;
}

/** The issues of a build that must fail. */
export function issuesOf(fixture: Fixture): DocumentIssue[] {
  const result = buildRequest(argumentsOf(fixture));
  if (result.ok) throw new Error(`It was built: ${result.request.url}`);
  return result.issues;
}

/** The warnings of a build that must succeed. */
export function warningsOf(fixture: Fixture): DocumentIssue[] {
  const result = buildRequest(argumentsOf(fixture));
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.warnings;
}

export function bodyOf(fixture: Fixture): string | null {
  const { body } = requestOf(fixture);
  return body && decodeUtf8(body);
}

/** The headers of the call, without those that every request has. */
export function ownHeadersOf(request: PreparedRequest): HeaderList {
  return request.headers.filter(([name]) => name !== 'accept' && name !== 'user-agent');
}

export function headerOf(fixture: Fixture, name: string): string[] {
  return requestOf(fixture)
    .headers.filter(([each]) => each === name)
    .map(([, value]) => value);
}

export { argumentsOf as buildArguments };
