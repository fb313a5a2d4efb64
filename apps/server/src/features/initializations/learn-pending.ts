import type { PendingShape } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import { fingerprintOf } from '../../initialization-state.ts';
import type { Repositories } from '../../repositories.ts';
import { keptSince } from '../../running/kept-since.ts';
import type { LearnShapeJob } from '../../running/learn-shape.ts';
import type { RunTarget } from '../../running/prepare-run.ts';
import { samplesToKeep } from '../../running/samples-to-keep.ts';
import type { ShapeLearner } from '../../shape-learner.ts';

export interface LearnDependencies {
  repositories: Pick<Repositories, 'errorShapes' | 'initializations' | 'shapes'>;
  shapeLearner: ShapeLearner;
}

interface Learning {
  target: RunTarget;
  caller: Member;
  signal: AbortSignal;
}

type Response = Pick<LearnShapeJob, 'sample' | 'headers' | 'isEntered'> & { errorStatus: number | null };

/** What one response shows together with the samples of the saved shape, kept until it is saved. */
export async function learnPending(
  { repositories, shapeLearner }: LearnDependencies,
  { target, caller, signal }: Learning,
  { errorStatus, ...response }: Response,
): Promise<PendingShape> {
  const { api, call, environment } = target;
  const saved = await (errorStatus === null ? repositories.shapes : repositories.errorShapes).find(call.id);
  const choices = saved?.choices ?? {};
  const samples = samplesToKeep(saved, api.document, call.document);
  const job = { ...response, samples, choices, savedSchema: saved?.schema ?? null };
  const { statistics, schema, fields, changes } = await shapeLearner.learn(job, signal);
  await repositories.initializations.deleteBefore(keptSince());
  const initializationId = await repositories.initializations.create({
    callId: call.id,
    statistics,
    fingerprint: fingerprintOf(api.document, call.document, environment.id),
    errorStatus,
    createdById: caller.userId,
  });
  return { initializationId, errorStatus, schema, choices, fields, changes };
}
