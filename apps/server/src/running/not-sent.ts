import type { RunError } from '@jackfield/connector';
import type { RunResult } from '@jackfield/runner';

const NOTHING_SENT: RunResult['request'] = { method: '', url: '', headers: [], body: null, bodyBytes: 0 };

/** The result of a run that was refused before anything was sent. */
export function notSent(error: RunError, responseType: RunResult['responseType']): RunResult {
  return {
    responseType,
    outcome: error.kind,
    head: null,
    body: new Uint8Array(0),
    data: null,
    bodyKind: 'none',
    sizeBytes: 0,
    error,
    warnings: [],
    timing: {
      startedAt: new Date().toISOString(),
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
      firstByteMs: null,
      downloadMs: null,
      totalMs: 0,
    },
    attempts: 0,
    request: NOTHING_SENT,
    requestHead: NOTHING_SENT,
  };
}
