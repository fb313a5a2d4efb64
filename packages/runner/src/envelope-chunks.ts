import type { Envelope, HeaderList } from '@jackfield/connector';
import type { RunResult } from './types.ts';

export interface EnvelopeOptions {
  /** Adds `rawBody`, the body as text, to whatever `data` is. */
  includeRawBody: boolean;
  /** `default`: content type, etag, link, rate limits and request ids. */
  headers: 'default' | 'all';
}

const DEFAULT_HEADER =
  /^(?:content-type|etag|link|retry-after|(?:x-)?rate-?limit.*|(?:x-)?(?:[a-z]+-)*(?:request|correlation|trace)-?id|cf-ray)$/;
/** Hop-by-hop (RFC 9110 §7.6.1), and what would set a cookie on our own origin. */
const NEVER = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'set-cookie',
  'set-cookie2',
]);

/**
 * The envelope (`envelopeSchema`) as the bytes to send, in order. `data` is the upstream's bytes themselves: they were
 * checked while they arrived, and are neither parsed nor written anew, so no number is rounded and no key moves.
 */
export function envelopeChunks(result: RunResult, options: EnvelopeOptions): Uint8Array[] {
  const { head, error } = result;
  const isOk = result.outcome === 'response' && head !== null && head.status >= 200 && head.status < 300;
  const start: Pick<Envelope, 'outcome' | 'status' | 'ok' | 'headers'> = {
    outcome: result.outcome,
    status: head?.status ?? null,
    ok: isOk,
    headers: shownHeaders(result.head?.headers ?? [], options.headers),
  };
  const end: Pick<Envelope, 'error' | 'warnings' | 'timing' | 'attempts'> = {
    error,
    warnings: result.warnings,
    timing: result.timing,
    attempts: result.attempts,
  };
  const rawBody = rawBodyOf(result, isOk, options);
  const tail = rawBody === undefined ? JSON.stringify(end) : JSON.stringify({ rawBody, ...end });
  return [
    Buffer.from(`${JSON.stringify(start).slice(0, -1)},"data":`),
    dataOf(result, isOk),
    Buffer.from(`,${tail.slice(1)}`),
  ];
}

const NULL = Buffer.from('null');

/** With `rate_limited` too, the response that asked to wait is there in full. */
function isAnswer(result: RunResult): boolean {
  return result.outcome === 'response' || result.outcome === 'rate_limited';
}

function dataOf(result: RunResult, isOk: boolean): Uint8Array {
  if (!isAnswer(result)) return NULL;
  if (isOk && result.responseType === 'empty') return NULL;
  if (result.bodyKind === 'json') return result.body;
  if (isOk && result.responseType === 'text' && result.bodyKind === 'text') {
    return Buffer.from(JSON.stringify(textOf(result)));
  }
  return NULL;
}

/** Undefined: the field is left out. A response that is not 2xx and no JSON is always there in full. */
function rawBodyOf(result: RunResult, isOk: boolean, options: EnvelopeOptions): string | null | undefined {
  const isErrorText = result.head !== null && !isOk && (result.bodyKind === 'text' || result.bodyKind === 'binary');
  if (!options.includeRawBody && !(isErrorText && isAnswer(result))) return undefined;
  return result.head === null ? null : textOf(result);
}

function textOf(result: RunResult): string {
  return Buffer.from(result.body.buffer, result.body.byteOffset, result.body.byteLength).toString('utf8');
}

/** The headers of a response that a caller is shown: never hop-by-hop ones or cookies; a repeated one is joined. */
export function shownHeaders(headers: HeaderList, which: EnvelopeOptions['headers']): Record<string, string> {
  const shown = new Map<string, string>();
  for (const [name, value] of headers) {
    if (NEVER.has(name) || (which === 'default' && !DEFAULT_HEADER.test(name))) continue;
    const before = shown.get(name);
    shown.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(shown);
}
