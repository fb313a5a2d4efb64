import type { RunError } from '@jackfield/connector';
import type { InitializationEvent } from '@jackfield/contracts';
import type { RunResult } from '@jackfield/runner';

type EndEvent = Extract<InitializationEvent, { type: 'end' }>;

export function isSuccess({ outcome, head }: RunResult): boolean {
  return outcome === 'response' && head !== null && head.status >= 200 && head.status < 300;
}

export function runEndEvent(result: RunResult, warnings: readonly string[]): EndEvent {
  return {
    type: 'end',
    outcome: result.outcome,
    status: result.head?.status ?? null,
    ok: isSuccess(result),
    bodyKind: result.bodyKind,
    sizeBytes: result.sizeBytes,
    error: result.error,
    warnings: [...warnings, ...result.warnings],
    timing: result.timing,
    attempts: result.attempts,
    request: result.request,
  };
}

/** The end of a run that was refused before anything was sent. */
export function notSentEvent(error: RunError): EndEvent {
  return {
    type: 'end',
    outcome: error.kind,
    status: null,
    ok: false,
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
    request: null,
  };
}
