import type { HeaderList } from '@jackfield/connector';
import type { RunFailure } from './run-failure.ts';
import type { RunLimits } from './run-limits.ts';

const RETRY_STATUSES = new Set([429, 502, 503, 504]);

export function isRetryStatus(status: number): boolean {
  return RETRY_STATUSES.has(status);
}

/** Faults after which the upstream has certainly not answered: nothing was received of this response. */
export function isRetryFailure(failure: RunFailure): boolean {
  if (failure.kind === 'dns' || failure.kind === 'connect') return true;
  if (failure.kind === 'timeout')
    return failure.phase === 'dns' || failure.phase === 'connect' || failure.phase === 'tls';
  return failure.kind === 'connection_lost' && failure.phase !== 'body';
}

/** Exponential with jitter: between half of it and the whole. */
export function backoffMs(attempt: number, limits: RunLimits): number {
  return limits.retryBaseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

export type RetryWait =
  | { kind: 'wait'; ms: number }
  /** The response asks for more than a run waits. */
  | { kind: 'too_long'; askedMs: number };

/** How long to wait before the next try after a response: as long as it asks, else by `backoffMs`. */
export function waitAfter(headers: HeaderList, now: number, attempt: number, limits: RunLimits): RetryWait {
  const askedMs = retryAfterMs(headers, now);
  if (askedMs === null) return { kind: 'wait', ms: backoffMs(attempt, limits) };
  return askedMs > limits.retryAfterMsMax ? { kind: 'too_long', askedMs } : { kind: 'wait', ms: askedMs };
}

/**
 * `Retry-After` in milliseconds from `now` (RFC 9110 §10.2.3: seconds, or a date); 0 for a date that has passed, null
 * when there is none that can be read. With several, the last one that can be read.
 */
export function retryAfterMs(headers: HeaderList, now: number): number | null {
  let found: number | null = null;
  for (const [name, value] of headers) {
    if (name === 'retry-after') found = readRetryAfter(value.trim(), now) ?? found;
  }
  return found;
}

function readRetryAfter(value: string, now: number): number | null {
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  // An HTTP date begins with the name of a day; Date.parse alone would also read "-5" and "1.5" as dates.
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i.test(value)) return null;
  const at = Date.parse(/[+-]\d{4}$|(?:gmt|utc|z)$/i.test(value) ? value : `${value} GMT`);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
