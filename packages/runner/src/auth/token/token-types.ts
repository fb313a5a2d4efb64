import type { HeaderList, TokenStep } from '@jackfield/connector';
import type { CancelSignal, EgressTiming } from '@jackfield/egress';

/** What a provider granted. Kept sealed; only the access token ever leaves, to the API. */
export interface GrantedTokens {
  accessToken: string;
  refreshToken: string | null;
  issuedAt: number;
  /** Null: the provider did not say. */
  expiresAt: number | null;
  /** Null: what was asked for, or nothing said. */
  scope: string | null;
  /** Digest of the settings that they were asked for with; with other settings they are not used. */
  settings: string;
}

/** A connection as it is kept, for everyone who shares it. */
export interface ConnectionState {
  /** Counts each grant of tokens. */
  generation: number;
  /** Null: none yet, or what is kept cannot be opened. */
  tokens: GrantedTokens | null;
  /** Somebody has it: only they may ask the provider. */
  isLeased: boolean;
  /** Where the tokens may go, where no secret of the authentication decides it. */
  origins: readonly string[];
  /** Somebody had it and was gone before they told how it ended. */
  wasLeftBehind: boolean;
}

/** Where one connection is kept. Nothing waits for the network in it. */
export interface ConnectionStore {
  /** Tells it from others in this process. */
  readonly id: string;
  /** Whose it is, where each end user has their own; '' for the one that all share. */
  readonly endUser: string;
  read(): Promise<ConnectionState>;
  /** Takes the lease if that generation still stands and nobody has it; one that is not given back ends by itself. */
  takeLease(generation: number, leaseId: string, leaseMs: number): Promise<boolean>;
  extendLease(leaseId: string, leaseMs: number): Promise<void>;
  /** Keeps new tokens and gives the lease back, at once; false where it is not ours any more. */
  keep(leaseId: string, tokens: GrantedTokens, note: string | null): Promise<boolean>;
  /** Gives it back without new tokens, and keeps why. The words hold no secret. */
  giveUp(leaseId: string, failure: { words: string; isLasting: boolean }): Promise<void>;
}

export interface IssuedToken {
  value: string;
  generation: number;
  expiresAt: number | null;
  /** From when on another one is got before it is sent. */
  staleAt: number;
  /** Got from the provider a moment ago, rather than kept. */
  isFresh: boolean;
  warnings: readonly string[];
}

/** A request to a provider and its answer, for a person to look at. It holds secrets. */
export interface TokenExchange {
  request: { method: string; url: string; headers: HeaderList; body: string | null };
  response: { status: number; statusText: string; headers: HeaderList; text: string } | null;
  timing: EgressTiming;
}

export interface WantedToken {
  /** The generation that the API refused. */
  refused: number | null;
  signal: CancelSignal;
  /** Where the token is to go. */
  origin?: string | undefined;
  /** Of the run that asks, for requests to a provider. */
  hopHeaders?: ((url: string) => HeaderList) | undefined;
  onExchange?: ((exchange: TokenExchange) => void) | undefined;
}

/** Gives the runs of one connection their token. */
export interface TokenSource {
  /** @throws RunFailure of the kind `auth` where there is none. */
  get(step: TokenStep, wanted: WantedToken): Promise<IssuedToken>;
}
