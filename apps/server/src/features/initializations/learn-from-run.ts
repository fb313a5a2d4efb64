import type { InitializationEvent } from '@jackfield/contracts';
import type { RunResult } from '@jackfield/runner';
import type { Member } from '../../caller.ts';
import { fingerprintOf } from '../../initialization-state.ts';
import type { Repositories } from '../../repositories.ts';
import { keptSince } from '../../running/kept-since.ts';
import type { RunTarget } from '../../running/prepare-run.ts';
import { samplesToKeep } from '../../running/samples-to-keep.ts';
import type { ShapeLearner } from '../../shape-learner.ts';
import { isSuccess } from './run-end-event.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'initializations' | 'shapes'>;
  shapeLearner: ShapeLearner;
}

interface Run {
  target: RunTarget;
  caller: Member;
  signal: AbortSignal;
}

type ShapeEvent = Extract<InitializationEvent, { type: 'shape' }>;

/** Learns the shape of a success and keeps what was learned until it is saved. Null: there is nothing to save. */
export async function learnFromRun(
  { repositories, shapeLearner }: Dependencies,
  { target, caller, signal }: Run,
  result: RunResult,
): Promise<ShapeEvent | null> {
  if (!isSuccess(result) || signal.aborted) return null;
  const { api, call, environment } = target;
  const fingerprint = fingerprintOf(api.document, call.document, environment.id);
  const saved = await repositories.shapes.find(call.id);
  const { statistics, fields, changes } = await shapeLearner.learn(
    {
      body: result.body,
      bodyKind: call.document.responseType === 'empty' ? 'none' : result.bodyKind,
      samples: samplesToKeep(saved, api.document, call.document),
      choices: saved?.choices ?? {},
      savedSchema: saved?.schema ?? null,
    },
    signal,
  );
  await repositories.initializations.deleteBefore(keptSince());
  const initializationId = await repositories.initializations.create({
    callId: call.id,
    statistics,
    fingerprint,
    createdById: caller.userId,
  });
  return { type: 'shape', initializationId, fields, changes };
}
