/** Which layer failed. Closed: a new failure is mapped to one of these, or is a bug. */
export type EgressErrorCode =
  | 'blocked'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'connection_lost'
  | 'protocol'
  | 'too_large'
  | 'cancelled';

export type EgressPhase = 'prepare' | 'dns' | 'connect' | 'tls' | 'send' | 'first_byte' | 'body' | 'whole_run';

export interface EgressErrorContext {
  code: EgressErrorCode;
  phase: EgressPhase;
  /** Particulars that a user may read: a host, a limit, a cause. Never an address that a name resolved to. */
  detail: string;
  /** For `blocked`: the entry of JACKFIELD_EGRESS_ALLOW that would open the way, or null where none can. */
  allowEntry?: string | null;
  cause?: unknown;
}

/** The one error of this package. `message` is for logs; words for users are made from `code` and `phase`. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
  readonly code: EgressErrorCode;
  readonly phase: EgressPhase;
  readonly detail: string;
  readonly allowEntry: string | null;

  constructor(context: EgressErrorContext) {
    super(`${context.code} (${context.phase}): ${context.detail}`, { cause: context.cause });
    this.code = context.code;
    this.phase = context.phase;
    this.detail = context.detail;
    this.allowEntry = context.allowEntry ?? null;
  }
}
