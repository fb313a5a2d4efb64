import { EgressError, type EgressErrorCode, type EgressPhase } from './egress-error.ts';

/** Undici's and Node's codes; what is not listed here is a connection that ended. */
const CODES: Readonly<Record<string, EgressErrorCode>> = {
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
  UND_ERR_INVALID_ARG: 'protocol',
  UND_ERR_NOT_SUPPORTED: 'protocol',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'protocol',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_ABORTED: 'cancelled',
  UND_ERR_DESTROYED: 'cancelled',
  UND_ERR_CLOSED: 'cancelled',
};

export function toEgressError(cause: Error & { code?: unknown }, phase: EgressPhase, host: string): EgressError {
  if (cause instanceof EgressError) return cause;
  const nativeCode = typeof cause.code === 'string' ? cause.code : '';
  if (isUnaskedInterim(cause, nativeCode)) {
    return new EgressError({
      code: 'protocol',
      phase,
      detail: `${host}: it said 100 or 101 without being asked`,
      cause,
    });
  }
  const code = isParserError(cause, nativeCode)
    ? codeOfParserError(cause, phase)
    : (CODES[nativeCode] ?? (isTlsAlert(nativeCode) ? 'tls' : 'connection_lost'));
  return new EgressError({ code, phase, detail: `${host}: ${describe(nativeCode, cause.message)}`, cause });
}

/** Undici ends the connection itself, with the code of a connection that the other side ended. */
function isUnaskedInterim(cause: Error, nativeCode: string): boolean {
  return nativeCode === 'UND_ERR_SOCKET' && (cause.message === 'bad response' || cause.message === 'bad upgrade');
}

/** With TLS 1.3 a server refuses the client's certificate, or its absence, only after the handshake. */
function isTlsAlert(nativeCode: string): boolean {
  return nativeCode.startsWith('ERR_SSL_') && nativeCode.includes('ALERT');
}

function isParserError(cause: Error, nativeCode: string): boolean {
  return cause.name === 'HTTPParserError' || nativeCode === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
}

/** A body that ends before its length, or before its last chunk, is a connection that ended, not bad HTTP. */
function codeOfParserError(cause: Error, phase: EgressPhase): EgressErrorCode {
  const isCutOff = cause.name !== 'HTTPParserError' || cause.message.includes('EOF');
  return phase === 'body' && isCutOff ? 'connection_lost' : 'protocol';
}

/** Node's own codes say more than undici's wrappers, whose message is the better half; OpenSSL's names its source files. */
function describe(nativeCode: string, message: string): string {
  if (nativeCode.startsWith('ERR_SSL_')) return nativeCode;
  return nativeCode === '' || nativeCode.startsWith('UND_') ? message : `${nativeCode}, ${message}`;
}
