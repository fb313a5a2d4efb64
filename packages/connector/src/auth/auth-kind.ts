import type { Piece } from '../request/piece.ts';
import type { AuthKind } from './auth.ts';

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
}

/** What an authentication adds to a request. */
export interface AuthApplication {
  headers: { name: string; pieces: Piece[] }[];
  query: { name: string; pieces: Piece[] }[];
  problems: { field: string; message: string; fix: string }[];
  warnings: { field: string; message: string; fix: string }[];
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

export const NOTHING_APPLIED: AuthApplication = { headers: [], query: [], problems: [], warnings: [] };
