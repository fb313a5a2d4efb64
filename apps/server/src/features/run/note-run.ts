import type { RunResult } from '@jackfield/runner';
import type { AdmittedRun, RunDependencies } from './run.types.ts';

/** For the record of runs, which is written later. */
export function noteRun(
  { runRecorder }: Pick<RunDependencies, 'runRecorder'>,
  { target, prepared, inputs, query, tokenId }: AdmittedRun,
  result: RunResult,
): void {
  const { useAs } = target.call.document;
  const as = query.as ?? (useAs === 'both' ? null : useAs);
  runRecorder.note({ target, prepared, inputs, result, by: 'api', actorId: tokenId, as });
}
