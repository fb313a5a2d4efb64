import type { Call, EndpointBody, saveShape as endpoint } from '@jackfield/contracts';
import { type FieldChoices, mergeStatistics, type SampleStatistics, toSchema } from '@jackfield/shape';
import { AppError, notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { keptSince } from '../../running/kept-since.ts';
import { addSample } from '../../running/merge-samples.ts';
import { samplesToKeep } from '../../running/samples-to-keep.ts';
import type { NewShape } from './shapes.repository.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Adds what an initialization learned to the call's shape, or to its error shape, with the builder's choices. */
export function saveShape(
  { changeProject }: Dependencies,
  caller: Member,
  callId: string,
  { initializationId, choices: chosen }: EndpointBody<typeof endpoint>,
): Promise<Call> {
  return changeProject(caller.projectId, async (repos) => {
    const { calls, initializations, audit } = repos;
    const call = await calls.find(callId);
    if (!call || call.isDeleted || call.isApiDeleted) throw notFound('call');
    const pending = await initializations.findSince(initializationId, callId, keptSince());
    if (!pending) throw expired();
    const isError = pending.errorStatus !== null;
    const before = await (isError ? repos.errorShapes : repos.shapes).find(callId);
    const choices = mergeChoices(before?.choices ?? {}, isError ? withoutOpened(chosen) : chosen);
    const kept = samplesToKeep(before, call.apiDocument, call.document);
    const samples = addSample(kept, pending.statistics);
    const shape: NewShape = {
      schema: toSchema(mergeStatistics(samples), choices),
      samples,
      choices,
      fingerprint: pending.fingerprint,
      savedById: caller.userId,
      savedByName: caller.name,
      savedAt: new Date(),
    };
    if (pending.errorStatus === null) await repos.shapes.save(callId, shape);
    else
      await repos.errorShapes.save(callId, {
        ...shape,
        statuses: await statusesOf(repos, callId, kept, pending.errorStatus),
      });
    await initializations.delete(initializationId);
    await audit.record(caller, {
      action: isError ? 'error-shape.save' : 'shape.save',
      subjectType: 'call',
      subjectId: callId,
      before: before === null ? undefined : { version: before.version, choices: before.choices },
      after: { version: (before?.version ?? 0) + 1, choices },
    });
    const saved = await calls.find(callId);
    if (!saved) throw notFound('call');
    return callToDto(saved);
  });
}

/** Those of samples that are kept stand beside the new one. */
async function statusesOf(
  { errorShapes }: Pick<Repositories, 'errorShapes'>,
  callId: string,
  kept: readonly SampleStatistics[],
  status: number,
): Promise<number[]> {
  const before = kept.length === 0 ? [] : ((await errorShapes.find(callId))?.statuses ?? []);
  return [...new Set([...before, status])].sort((a, b) => a - b);
}

/** A refusal is given back as it is: it is never an error of ours that a text in it is no JSON. */
function withoutOpened(choices: FieldChoices): FieldChoices {
  return Object.fromEntries(Object.entries(choices).map(([pointer, { isOpened: _, ...choice }]) => [pointer, choice]));
}

/** What the builder chose before stands until it is chosen anew: a page sends only what changed on it. */
function mergeChoices(before: FieldChoices, chosen: FieldChoices): FieldChoices {
  const merged = Object.entries(chosen).map(
    ([pointer, choice]) => [pointer, { ...before[pointer], ...choice }] as const,
  );
  return { ...before, ...Object.fromEntries(merged) };
}

function expired(): AppError {
  return new AppError('initialization_expired', {
    detail: 'What that initialization learned is no longer kept, or was saved already. Initialize the call again.',
  });
}
