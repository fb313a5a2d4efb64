import { LIMITS, type StreamSettings } from '@jackfield/connector';

/** What bounds a run; times in milliseconds, sizes in bytes after decompression. */
export interface RunLimits {
  connectMs: number;
  firstByteMs: number;
  firstByteUnrepeatableMs: number;
  betweenBytesMs: number;
  wholeRunMs: number;
  responseBytesMax: number;
  jsonDepthMax: number;
  redirectsMax: number;
  retryAfterMsMax: number;
  /** The first wait between tries; doubles with each. */
  retryBaseMs: number;
}

const RETRY_BASE_MS = 500;

/** A stream has its own times. */
export function runLimits(overrides: Partial<RunLimits> | undefined, stream?: StreamSettings): RunLimits {
  return {
    connectMs: LIMITS.connectMs,
    firstByteMs: LIMITS.firstByteMs,
    firstByteUnrepeatableMs: LIMITS.firstByteUnrepeatableMs,
    betweenBytesMs: LIMITS.betweenBytesMs,
    wholeRunMs: LIMITS.wholeRunMs,
    responseBytesMax: LIMITS.responseBytesMax,
    jsonDepthMax: LIMITS.jsonDepthMax,
    redirectsMax: LIMITS.redirectsMax,
    retryAfterMsMax: LIMITS.retryAfterMsMax,
    retryBaseMs: RETRY_BASE_MS,
    ...(stream === undefined ? {} : { betweenBytesMs: stream.idleMs, wholeRunMs: stream.wholeMs }),
    ...overrides,
  };
}
