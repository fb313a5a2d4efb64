import type { ApiDocument, CallDocument, KeptHeaders, NamedValue } from '@jackfield/connector';
import type { OpenedTexts } from '@jackfield/runner';

/** A secret as a run needs it; it never leaves the server's memory but on the wire. */
export interface CompiledSecret {
  id: string;
  owner: SecretOwnerType;
  ownerId: string;
  slot: string;
  /** Null when the stored text cannot be opened: it has to be entered again. */
  value: string | null;
  /** Origins it was confirmed for. */
  origins: ReadonlySet<string>;
}

export type SecretOwnerType = 'project' | 'api' | 'call';

export interface CompiledEnvironment {
  id: string;
  name: string;
  isLive: boolean;
  /** Of every name known in the project: its value here, undefined where it has none. */
  values: ReadonlyMap<string, NamedValue | undefined>;
  /** By `secretKey`. */
  secrets: ReadonlyMap<string, CompiledSecret>;
  /** Of the API's authentication, by field name. */
  authSecretsOf(apiId: string): ReadonlyMap<string, string>;
}

export interface CompiledApi {
  id: string;
  name: string;
  slug: string;
  /** Parsed on first use. */
  readonly document: ApiDocument;
  calls: ReadonlyMap<string, CompiledCall>;
}

export interface CompiledCall {
  id: string;
  name: string;
  slug: string;
  version: number;
  /** Parsed on first use. */
  readonly document: CallDocument;
  /** Of the document, in the form that a run asks of. */
  readonly keptHeaders: KeptHeaders;
  /** The response type that its shape was saved with; null while it is not initialized. */
  shapeResponseType: string | null;
  /** Of an XML call: where the saved shape has lists, so that an element that comes once is one too. */
  listPointers: ReadonlySet<string>;
  /** Texts of the response that the saved shape has opened; null where there are none. */
  readonly openedTexts: OpenedTexts | null;
}

export interface CompiledToken {
  id: string;
  environmentId: string;
}

/** All that a run of a project needs, so that a warm run asks the database nothing. Never changed: replaced. */
export interface CompiledProject {
  id: string;
  workspaceId: string;
  slug: string;
  /** How many changes had been committed when it was read, or fewer. */
  changeCount: number;
  /** Of its runs. */
  keepsBodies: boolean;
  environments: ReadonlyMap<string, CompiledEnvironment>;
  /** By slug. */
  apis: ReadonlyMap<string, CompiledApi>;
  /** By the token's SHA-256. */
  tokens: ReadonlyMap<string, CompiledToken>;
}

export function secretKey(owner: SecretOwnerType, ownerId: string, slot: string): string {
  return `${owner}/${ownerId}/${slot}`;
}
