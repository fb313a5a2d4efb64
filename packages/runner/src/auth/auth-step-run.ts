import type { HeaderList, UsedSecret } from '@jackfield/connector';
import type { CancelSignal, ClientCertificate } from '@jackfield/egress';
import type { Hop } from '../redirect.ts';
import type { TokenSource } from './token/token-types.ts';

/** What a step adds to one sending of a request. */
export interface StepAddition {
  /** Replace those of their name. */
  headers?: HeaderList;
  /** Parameters of the query string; they replace those of their name. */
  query?: readonly (readonly [string, string])[];
  clientCertificate?: ClientCertificate;
  /** What was made for this sending and is as secret as what it was made of: a signature, a token. */
  finished?: UsedSecret[];
  /** What a person should know, whatever comes of it. */
  warnings?: readonly string[];
}

/** What a step may need of the run that it is part of. */
export interface StepTools {
  /** The request's own. */
  origin: string;
  signal: CancelSignal;
  /** Absent where the run has no place to keep tokens. */
  tokens?: TokenSource | undefined;
  hopHeaders?: ((url: string) => HeaderList) | undefined;
}

export interface JudgedResponse {
  status: number;
  headers: HeaderList;
  /** What it says, where a step reads that; undefined where it is not JSON, or is long. */
  json?: unknown;
}

/** What a step makes of a response. */
export interface StepVerdict {
  /** The same request is worth sending once more, since it would now be sent with something else. */
  sendsAgain: boolean;
  /** What a person should know who sees the response. */
  warning?: string;
}

export const KEPT: StepVerdict = { sendsAgain: false };

/** One step of an authentication during one run. */
export interface AuthStepRun {
  /** For each sending: every try, every redirect within the origin. The hop is as it would be sent without this step. */
  add?(hop: Hop): StepAddition | Promise<StepAddition>;
  /** Its verdict needs what the response says in JSON. */
  readsJson?: boolean;
  /** `isRepeat`: this hop was already sent again. Most steps send it no third time. */
  judge?(response: JudgedResponse, isRepeat: boolean): StepVerdict;
}

/** A finished value that has a name of its own: it is drawn as `{{auth.<name>}}`. */
export function finishedSecret(name: string, value: string): UsedSecret {
  return { label: `auth.${name}`, owner: 'api', slot: `auth.${name}`, values: [value] };
}
