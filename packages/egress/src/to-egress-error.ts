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
  const code = isParserError(cause, nativeCode)
    ? codeOfParserError(cause, phase)
    : (CODES[nativeCode] ?? 'connection_lost');
  return new EgressError({ code, phase, detail: `${host}: ${describe(nativeCode, cause.message)}`, cause });
}

function isParserError(cause: Error, nativeCode: string): boolean {
  return cause.name === 'HTTPParserError' || nativeCode === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
}

/** A body that ends before its length, or before its last chunk, is a connection that ended, not bad HTTP. */
function codeOfParserError(cause: Error, phase: EgressPhase): EgressErrorCode {
  const isCutOff = cause.name !== 'HTTPParserError' || cause.message.includes('EOF');
  return phase === 'body' && isCutOff ? 'connection_lost' : 'protocol';
}

/** Node's own codes say more than undici's wrappers, whose message is the better half. */
function describe(nativeCode: string, message: string): string {
  return nativeCode === '' || nativeCode.startsWith('UND_') ? message : `${nativeCode}, ${message}`;
}
