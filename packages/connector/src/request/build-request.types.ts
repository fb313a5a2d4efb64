import type { ApiDocument } from '../document/api-document.ts';
import type { CallDocument } from '../document/call-document.ts';
import type { DocumentIssue, PreparedRequest } from './prepared-request.ts';

/** The value of a `{{name}}` in one environment. */
export type NamedValue =
  | { kind: 'variable'; value: string }
  /** In a preview the value is null: it is drawn as `{{name}}`. */
  | { kind: 'secret'; value: string | null };

export interface BuildRequestArguments {
  api: ApiDocument;
  call: CallDocument;
  environmentId: string;
  /** By input name or alias. A key with `undefined` is "no value"; `null` is null. */
  inputs: Readonly<Record<string, unknown>>;
  /** Variables and secrets of the environment; a name that is absent is unknown, one without a value is `undefined` in the map's value. */
  values: ReadonlyMap<string, NamedValue | undefined>;
  /** Secret fields of the API's authentication by field name; null in a preview. Absent: not set. */
  authSecrets: ReadonlyMap<string, string | null>;
  /**
   * `send`: what goes on the wire. `preview`: what a person sees: a secret is drawn as `{{name}}`, a sensitive
   * input as `{{input.name}}`, nothing is encoded over it, and a missing required input is drawn as its placeholder.
   */
  mode: 'send' | 'preview';
  /** Made by the caller, since this package has no randomness; used for the idempotency header. */
  idempotencyKey?: string;
}

export type BuildRequestResult =
  | { ok: true; request: PreparedRequest; warnings: DocumentIssue[] }
  /** All issues at once, never one by one. */
  | { ok: false; issues: DocumentIssue[] };
