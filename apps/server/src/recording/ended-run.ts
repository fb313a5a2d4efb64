import type { RunBy, UsedAs } from '@jackfield/contracts';
import { type RunResult, shownHeaders } from '@jackfield/runner';
import { isSuccess } from '../running/is-success.ts';
import type { PreparedRun, RunTarget } from '../running/prepare-run.ts';
import type { NewRun, RunShown } from './run-row.ts';

/** A run that is over, as those who ran it know it. */
export interface EndedRun {
  target: RunTarget;
  by: RunBy;
  /** A token or a person. */
  actorId: string;
  as: UsedAs | null;
  inputs: Readonly<Record<string, unknown>>;
  prepared: PreparedRun;
  result: RunResult;
  replayOf?: string | undefined;
}

const URL_CHARS_MAX = 8_000;
const SHOWN_CHARS_MAX = 32_000;

/** The row of a run, without what is sealed. Drawing the request is most of what a record costs. */
export function toNewRun(id: string, run: EndedRun): NewRun {
  const { target, result, prepared } = run;
  const request = prepared.ok ? { ...result.requestHead, body: null } : null;
  const shown: RunShown = {
    request,
    headers: shownHeaders(result.head?.headers ?? [], target.call.keptHeaders),
    error: result.error,
    warnings: prepared.ok ? [...prepared.warnings, ...result.warnings] : result.warnings,
    timing: result.timing,
  };
  return {
    id,
    projectId: target.project.id,
    apiId: target.api.id,
    callId: target.call.id,
    environmentId: target.environment.id,
    by: run.by,
    actorId: run.actorId,
    as: run.as,
    method: request?.method ?? target.call.document.method,
    url: request?.url.slice(0, URL_CHARS_MAX) ?? '',
    outcome: result.outcome,
    status: result.head?.status ?? null,
    ok: isSuccess(result),
    durationMs: Math.round(result.timing.totalMs),
    sizeBytes: result.sizeBytes,
    attempts: result.attempts,
    replayOf: run.replayOf ?? null,
    detail: shownText(shown),
    kept: null,
  };
}

/** Headers of an unusual size are left out rather than kept a hundred thousand times. */
function shownText(shown: RunShown): string {
  const text = JSON.stringify(shown);
  if (text.length <= SHOWN_CHARS_MAX) return text;
  const request = shown.request === null ? null : { ...shown.request, headers: [] };
  const warning = 'The headers of this run are too large to be kept.';
  return JSON.stringify({ ...shown, request, headers: {}, warnings: [warning] });
}
