import type { RunError } from '@jackfield/connector';
import type { InitializationEvent } from '@jackfield/contracts';
import type { RunResult } from '@jackfield/runner';
import { isSuccess } from '../../running/is-success.ts';
import { notSent } from '../../running/not-sent.ts';

type EndEvent = Extract<InitializationEvent, { type: 'end' }>;

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

/** The end of a run that was refused before anything was sent: there is no request to show. */
export function notSentEvent(error: RunError, responseType: RunResult['responseType']): EndEvent {
  return { ...runEndEvent(notSent(error, responseType), []), request: null };
}
