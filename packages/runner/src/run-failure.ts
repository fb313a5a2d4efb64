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
  const hint = hintFor(error);
  return new RunFailure({
    kind: error.code,
    phase: error.phase,
    detail: error.detail,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** OpenSSL's and Node's codes, where one thing to try is plain. */
const TLS_HINTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'The certificate of the server has expired: whoever runs it has to renew it.',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet: check the clock of this server.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'The certificate is self-signed. The administrator of this server can trust it with NODE_EXTRA_CA_CERTS.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'The certificate is from an authority of its own. The administrator of this server can trust it with NODE_EXTRA_CA_CERTS.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The server does not send its whole chain of certificates: whoever runs it has to add the missing one.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host: check the host in the URL.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The server does not speak TLS on this port: try http:// instead of https://.',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'The server does not speak TLS on this port: try http:// instead of https://.',
};

function hintFor(error: EgressError): string | undefined {
  if (error.code === 'blocked') return blockedHint(error.allowEntry);
  const { cause } = error;
  const nativeCode = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return error.code === 'tls' ? TLS_HINTS[nativeCode] : undefined;
}

function blockedHint(allowEntry: string | null): string {
  return allowEntry === null
    ? 'Use a public http or https address on an ordinary port. The server log has the rule.'
    : `Use a public address, or ask the administrator of this server to add ${allowEntry} to JACKFIELD_EGRESS_ALLOW.`;
}
