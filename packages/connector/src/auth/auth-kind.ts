import type { Piece } from '../request/piece.ts';
import type { AuthKind } from './auth.ts';
import type { AuthStep } from './auth-step.ts';

/** One field of an authentication kind: the form draws it, the server stores it, `apply` gets its value. */
export interface AuthField {
  /** Key in the document, or of the API's secret in the slot `auth.<name>`. */
  name: string;
  label: string;
  help: string;
  example: string;
  /** A write-only secret of the API, with a value per environment. Else a template that may hold `{{name}}`. */
  isSecret: boolean;
  perEnvironment: boolean;
  isRequired: boolean;
  default: string;
  /** How it is typed: a line where left out. A switch holds `yes` or nothing; neither it nor a choice is a template. */
  input?: 'lines' | 'choice' | 'switch';
  /** What a choice can be. */
  choices?: readonly { value: string; label: string }[];
  /** Asked for and used only while another field, the same in all environments, has one of these values. */
  onlyIf?: { field: string; isOneOf: readonly string[] };
  /** Right as it is for most APIs: the form shows it when it is asked for. */
  isRare?: true;
  /** Names that the kind itself fills in when it sends, written `<name>`. */
  marks?: readonly string[];
}

/** A header or parameter; one of the authentication wins over rows of its name. */
export interface AuthEntry {
  name: string;
  pieces: Piece[];
}

interface AuthIssue {
  field: string;
  message: string;
  fix: string;
}

/** What an authentication adds to a request. */
export interface AuthApplication {
  headers: AuthEntry[];
  query: AuthEntry[];
  /** Headers that a step adds while it is sent, as a preview draws them. */
  addedHeaders: AuthEntry[];
  /** Parameters that a step adds, likewise. */
  addedQuery: AuthEntry[];
  /** What is left to do while it is sent, in this order. */
  steps: AuthStep[];
  problems: AuthIssue[];
  warnings: AuthIssue[];
}

export interface AuthKindDefinition {
  kind: AuthKind;
  /** The words that Bubble's users know. */
  label: string;
  description: string;
  fields: readonly AuthField[];
  /** Pure; `fields` holds each field's rendered value, empty where there is none. */
  apply: (fields: Readonly<Record<string, readonly Piece[]>>) => AuthApplication;
}

export const NOTHING_APPLIED: AuthApplication = {
  headers: [],
  query: [],
  addedHeaders: [],
  addedQuery: [],
  steps: [],
  problems: [],
  warnings: [],
};

/** Whether a field is asked for, by the values that are the same in all environments. */
export function isFieldAsked(
  { onlyIf }: AuthField,
  fields: readonly AuthField[],
  shared: Readonly<Record<string, string>>,
): boolean {
  if (onlyIf === undefined) return true;
  const decisive = fields.find(({ name }) => name === onlyIf.field);
  if (decisive === undefined || !isFieldAsked(decisive, fields, shared)) return false;
  return onlyIf.isOneOf.includes(shared[decisive.name] ?? decisive.default);
}
