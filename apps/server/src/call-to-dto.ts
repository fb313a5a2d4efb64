import type { Call, CallShape } from '@jackfield/contracts';
import { describeShape } from '@jackfield/shape';
import type { CallRecord, ShapeRecord } from './features/calls/calls.repository.ts';
import { initializationState } from './initialization-state.ts';

/** Here rather than in a feature: saving a call and saving its shape both answer with the call. */
export function callToDto(call: CallRecord): Call {
  const { shape, errorShape } = call;
  return {
    id: call.id,
    apiId: call.apiId,
    projectId: call.projectId,
    name: call.name,
    slug: call.slug,
    position: call.position,
    version: call.version,
    document: call.document,
    initialization: initializationState(shape?.fingerprint ?? null, call.apiDocument, call.document),
    shape: shape && shapeToDto(shape),
    errorShape: errorShape && { ...shapeToDto(errorShape), statuses: errorShape.statuses },
  };
}

function shapeToDto({ schema, savedAt, savedByName, version }: ShapeRecord): CallShape {
  return { schema, fields: describeShape(schema), savedAt: savedAt.toISOString(), savedBy: savedByName, version };
}
