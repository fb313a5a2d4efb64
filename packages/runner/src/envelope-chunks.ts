import type { Envelope, HeaderList, KeptHeaders } from '@jackfield/connector';
import type { RunResult } from './types.ts';

export interface EnvelopeOptions {
  /** Adds `rawBody`, the body as text, to whatever `data` is. */
  includeRawBody: boolean;
  headers: KeptHeaders;
}

const DEFAULT_HEADER =
  /^(?:content-type|etag|link|retry-after|(?:x-)?rate-?limit.*|(?:x-)?(?:[a-z]+-)*(?:request|correlation|trace)-?id|cf-ray)$/;
/** Hop-by-hop (RFC 9110 §7.6.1), and what would set a cookie on our own origin. */
const NEVER = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
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
  const is2xx = head !== null && head.status >= 200 && head.status < 300;
  const isOk = result.outcome === 'response' && is2xx && result.saysErrors !== true;
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
    ...((isAnswer(result) ? result.data : null) ?? NULL),
    Buffer.from(`,${tail.slice(1)}`),
  ];
}

const NULL = [Buffer.from('null')];

/** With `rate_limited` too, the response that asked to wait is there in full; of a stream that broke off, what came. */
function isAnswer(result: RunResult): boolean {
  return result.responseType === 'stream' || result.outcome === 'response' || result.outcome === 'rate_limited';
}

/** Undefined: the field is left out. A response that is not 2xx and no JSON is always there in full. */
function rawBodyOf(result: RunResult, isOk: boolean, options: EnvelopeOptions): string | null | undefined {
  const isErrorText =
    result.head !== null &&
    result.data === null &&
    !isOk &&
    (result.bodyKind === 'text' || result.bodyKind === 'binary');
  if (!options.includeRawBody && !(isErrorText && isAnswer(result))) return undefined;
  return result.head === null ? null : textOf(result);
}

function textOf(result: RunResult): string {
  return Buffer.from(result.body.buffer, result.body.byteOffset, result.body.byteLength).toString('utf8');
}

/** The headers of a response that a caller is shown; a repeated one is joined. */
export function shownHeaders(headers: HeaderList, which: KeptHeaders): Record<string, string> {
  const shown = new Map<string, string>();
  const named = namedByConnection(headers);
  for (const [name, value] of headers) {
    if (NEVER.has(name) || named.has(name) || !isKept(name, which)) continue;
    const before = shown.get(name);
    shown.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(shown);
}

function isKept(name: string, which: KeptHeaders): boolean {
  if (which === 'default') return DEFAULT_HEADER.test(name);
  return which === 'all' || which.has(name);
}

/** The headers of a response as they came, without those of its connection and without cookies, which are for no one else. */
export function endToEndHeaders(headers: HeaderList): HeaderList {
  const named = namedByConnection(headers);
  return headers.filter(([name]) => !NEVER.has(name) && !named.has(name));
}

const NONE: ReadonlySet<string> = new Set();

/** What `connection` names is of the connection too (RFC 9110 §7.6.1). */
function namedByConnection(headers: HeaderList): ReadonlySet<string> {
  let named: Set<string> | null = null;
  for (const [name, value] of headers) {
    if (name !== 'connection' || /^(?:keep-alive|close)$/i.test(value)) continue;
    named ??= new Set();
    for (const each of value.toLowerCase().split(',')) named.add(each.trim());
  }
  return named ?? NONE;
}
