import type { ErrorKind, Phase } from '@jackfield/connector';
import { EgressError } from '@jackfield/egress';

/** The kinds that a run itself can end with; `shape` and `input` are made by those who build on it. */
export type RunnerErrorKind = Exclude<ErrorKind, 'shape' | 'input'>;

export interface RunFailureContext {
  kind: RunnerErrorKind;
  phase?: Phase;
  /** The particulars, not masked yet. */
  detail: string;
  /** Instead of the words that the kind has. */
  message?: string;
  hint?: string;
}

/** How the parts of a run tell its end to `runRequest`, which turns it into a result; it never leaves the package. */
export class RunFailure extends Error {
  override readonly name = 'RunFailure';
  readonly kind: RunnerErrorKind;
  readonly phase: Phase | undefined;
  readonly detail: string;
  /** What happened, where the kind alone does not say it. */
  readonly words: string | undefined;
  readonly hint: string | undefined;

  constructor(context: RunFailureContext) {
    super(`${context.kind}: ${context.detail}`);
    this.kind = context.kind;
    this.phase = context.phase;
    this.detail = context.detail;
    this.words = context.message;
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
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION:
    'The server speaks only versions of TLS that are no longer safe: whoever runs it has to allow TLS 1.2 or newer.',
  ERR_SSL_UNSUPPORTED_PROTOCOL:
    'The server speaks only versions of TLS that are no longer safe: whoever runs it has to allow TLS 1.2 or newer.',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE:
    'The server refused the connection: it may want a client certificate, or another host name.',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    'The server wants a client certificate: set one in the authentication of the API.',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA:
    'The server does not know the authority of the client certificate: use one that it was told of, with its whole chain.',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'The server does not take this client certificate: ask whoever runs it for one.',
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    'The server does not take this sort of client certificate: ask whoever runs it for one.',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    'The client certificate has expired: get a new one from whoever runs the server.',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED:
    'The client certificate was revoked: get a new one from whoever runs the server.',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    'The server does not take this client certificate: ask whoever runs it for one.',
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
