import { type Outcome, outcomeSchema } from '@jackfield/connector';
import { type RunDetail, type RunSummary, runBySchema, usedAsSchema } from '@jackfield/contracts';
import { instantOfRunId } from '../../recording/run-id.ts';
import type { RunShown } from '../../recording/run-row.ts';
import type { RunRow, RunSummaryRow } from './runs.repository.ts';

type Names = ReadonlyMap<string, string>;

export function runToSummary(row: RunSummaryRow, names: Names): RunSummary {
  return {
    id: row.id,
    startedAt: new Date(instantOfRunId(row.id)).toISOString(),
    apiId: row.apiId,
    callId: row.callId,
    environmentId: row.environmentId,
    by: runBySchema.parse(row.by),
    actor: { id: row.actorId, name: names.get(row.actorId) ?? null },
    as: row.as === null ? null : usedAsSchema.parse(row.as),
    method: row.method,
    url: row.url,
    outcome: toOutcome(row.outcome),
    status: row.status,
    ok: row.ok,
    durationMs: row.durationMs,
    sizeBytes: row.sizeBytes,
    attempts: row.attempts,
  };
}

export function runToDetail(row: RunRow, names: Names): RunDetail {
  // Written by `toNewRun`; the answer is held against the contract where tests run.
  const shown: RunShown = JSON.parse(row.detail);
  return { ...runToSummary(row, names), replayOf: row.replayOf, ...shown };
}

function toOutcome(text: string): Outcome {
  return outcomeSchema.parse(text);
}
