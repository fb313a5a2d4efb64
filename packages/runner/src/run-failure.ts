import type { ErrorKind, Phase } from '@jackfield/connector';
import { EgressError } from '@jackfield/egress';

/** The kinds that a run itself can end with; `shape`, `auth` and `input` are made by those who build on it. */
export type RunnerErrorKind = Exclude<ErrorKind, 'shape' | 'auth' | 'input'>;

export interface RunFailureContext {
  kind: RunnerErrorKind;
  phase?: Phase;
  /** The particulars, not masked yet. */
  detail: string;
  /** Instead of the hint that the kind has. */
  hint?: string;
}

/** How the parts of a run tell its end to `runRequest`, which turns it into a result; it never leaves the package. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
  readonly kind: RunnerErrorKind;
  readonly phase: Phase | undefined;
  readonly detail: string;
  readonly hint: string | undefined;

  constructor(context: RunFailureContext) {
    super(`${context.kind}: ${context.detail}`);
    this.kind = context.kind;
    this.phase = context.phase;
    this.detail = context.detail;
    this.hint = context.hint;
  }
}

/** @throws what is neither an upstream's fault nor ours to explain: a bug must not look like a run that failed. */
export function toRunFailure(error: unknown): RunFailure {
  if (error instanceof RunFailure) return error;
  if (!(error instanceof EgressError)) throw error;
  const hint = error.code === 'blocked' ? blockedHint(error.allowEntry) : undefined;
  return new RunFailure({
    kind: error.code,
    phase: error.phase,
    detail: error.detail,
    ...(hint === undefined ? {} : { hint }),
  });
}

function blockedHint(allowEntry: string | null): string {
  return allowEntry === null
    ? 'Use a public http or https address on an ordinary port. The server log has the rule.'
    : `Use a public address, or ask the administrator of this server to add ${allowEntry} to JACKFIELD_EGRESS_ALLOW.`;
}
