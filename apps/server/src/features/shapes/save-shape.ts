import type { Call, EndpointBody, saveShape as endpoint } from '@jackfield/contracts';
import { type FieldChoices, mergeStatistics, toSchema } from '@jackfield/shape';
import { AppError, notFound } from '../../app-error.ts';
import { callToDto } from '../../call-to-dto.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { keptSince } from '../../running/kept-since.ts';
import { addSample } from '../../running/merge-samples.ts';
import { samplesToKeep } from '../../running/samples-to-keep.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** Adds what an initialization learned to the call's shape, with the builder's choices. */
export function saveShape(
  { changeProject }: Dependencies,
  caller: Member,
  callId: string,
  { initializationId, choices: chosen }: EndpointBody<typeof endpoint>,
): Promise<Call> {
  return changeProject(caller.projectId, async ({ calls, shapes, initializations, audit }) => {
    const call = await calls.find(callId);
    if (!call || call.isDeleted || call.isApiDeleted) throw notFound('call');
    const pending = await initializations.findSince(initializationId, callId, keptSince());
    if (!pending) throw expired();
    const before = await shapes.find(callId);
    const choices = mergeChoices(before?.choices ?? {}, chosen);
    const samples = addSample(samplesToKeep(before, call.apiDocument, call.document), pending.statistics);
    await shapes.save(callId, {
      schema: toSchema(mergeStatistics(samples), choices),
      samples,
      choices,
      fingerprint: pending.fingerprint,
      savedById: caller.userId,
      savedByName: caller.name,
      savedAt: new Date(),
    });
    await initializations.delete(initializationId);
    await audit.record(caller, {
      action: 'shape.save',
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
