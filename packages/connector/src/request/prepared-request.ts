import type { AuthStep } from '../auth/auth-step.ts';
import type { HeaderList, SentFile, SentPart } from '../run/envelope.ts';

export type { SentPart };

/** A body with files in it, as a person reads it: by their names. */
export interface BodyView {
  text: string;
  /** The parts of a form. */
  form?: SentPart[];
  /** The file that is the whole body. */
  file?: SentFile;
}

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
  /** Of a body that is not all text; absent: it is shown as it is. Made when it is looked at, since most never are. */
  viewBody?: () => BodyView;
  usedSecrets: UsedSecret[];
  /** May be repeated after a fault: an idempotent method, or an idempotency key header is set. */
  isRepeatable: boolean;
  /** What is left of the authentication to do while it is sent, in this order; absent where nothing is. */
  authSteps?: readonly AuthStep[];
}
