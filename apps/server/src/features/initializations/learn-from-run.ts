import type { PendingShape } from '@jackfield/contracts';
import { type RunResult, shownHeaders } from '@jackfield/runner';
import type { Member } from '../../caller.ts';
import { isSuccess } from '../../running/is-success.ts';
import type { RunTarget } from '../../running/prepare-run.ts';
import { sampleOf } from '../../running/sample-of.ts';
import { type LearnDependencies, learnPending } from './learn-pending.ts';

interface Run {
  target: RunTarget;
  caller: Member;
  signal: AbortSignal;
}

/**
 * Learns the shape of a success, or of a refusal in JSON, and keeps what was learned until it is saved. Null: there is
 * nothing to save.
 */
export function learnFromRun(
  dependencies: LearnDependencies,
  { target, caller, signal }: Run,
  result: RunResult,
): Promise<PendingShape | null> | null {
  const { head } = result;
  if (head === null || signal.aborted) return null;
  const isOk = isSuccess(result);
  const isRefusal = !isOk && result.outcome === 'response' && result.bodyKind === 'json';
  if (!isOk && !isRefusal) return null;
  return learnPending(
    dependencies,
    { target, caller, signal },
    {
      sample: isOk ? sampleOf(result) : result.body,
      headers: Object.keys(shownHeaders(head.headers, target.call.keptHeaders)),
      errorStatus: isOk ? null : head.status,
      isEntered: false,
    },
  );
}
