import type { Execute } from '@jackfield/db';
import type { RunCount } from './run-counts.ts';
import type { NewRun } from './run-row.ts';

const RECORD = `
  INSERT INTO "run" SELECT * FROM json_populate_recordset(NULL::"run", $1::json)
  ON CONFLICT ("id") DO NOTHING`;

/** In one order, so that two processes that write the same counts do not wait for each other in a circle. */
const COUNT = `
  INSERT INTO "run_count" AS known
  SELECT * FROM json_populate_recordset(NULL::"run_count", $1::json) AS one
  ORDER BY "projectId", "spanSeconds", "startsAt", "callId", "environmentId", "durationClass"
  ON CONFLICT ("projectId", "spanSeconds", "startsAt", "callId", "environmentId", "durationClass")
  DO UPDATE SET runs = known.runs + excluded.runs, failed = known.failed + excluded.failed,
    unrecorded = known.unrecorded + excluded.unrecorded`;

/** Writes many rows as one text: a parameter for each value would cost ten times as much. */
export function createRecordsRepository(execute: Execute) {
  return {
    record: (runs: readonly NewRun[]): Promise<void> => execute(RECORD, [JSON.stringify(runs)]),
    count: (counts: readonly RunCount[]): Promise<void> => execute(COUNT, [JSON.stringify(counts)]),
  };
}

export type RecordsRepository = ReturnType<typeof createRecordsRepository>;
