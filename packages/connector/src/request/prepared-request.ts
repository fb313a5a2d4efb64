import type { HeaderList } from '../run/envelope.ts';

/** Where an issue stands, so that the editor can mark the spot. */
export interface DocumentIssue {
  severity: 'error' | 'warning';
  /** Path into the document or the inputs: `['call', 'headers', 0, 'value']`, `['inputs', 'id']`. */
  path: (string | number)[];
  /** `config`: the document or a value of the environment; `input`: what the caller passed. */
  kind: 'config' | 'input';
  message: string;
  /** What to do about it. */
  fix?: string;
  /** Position in the text at `path`, where there is one: offsets in UTF-16 units, line and column from 1. */
  at?: { start: number; end: number; line: number; column: number };
}

/** A secret that stands in a request, for masking and for the check of where it may go. */
export interface UsedSecret {
  /** `{{name}}` of a project's secret, or the slot of an API's or call's own. */
  label: string;
  /** Who owns it: matches the secret's row. */
  owner: 'project' | 'api' | 'call' | 'input';
  slot: string;
  /** Every text that this secret became on the wire before encoding (itself; the finished Basic value). */
  values: string[];
}

/** Everything that is needed to send a request; made by `buildRequest`, run by the runner. */
export interface PreparedRequest {
  method: string;
  /** Absolute, normalised by WHATWG URL, without user info or fragment. */
  url: string;
  /** `scheme://host[:port]`. */
  origin: string;
  headers: HeaderList;
  /** Lower-case names of headers that must not go to another origin on a redirect. */
  credentialHeaders: string[];
  body: Uint8Array | null;
  usedSecrets: UsedSecret[];
  /** May be repeated after a fault: an idempotent method, or an idempotency key header is set. */
  isRepeatable: boolean;
}
