import {
  describeShape,
  diffShapes,
  type FieldChoices,
  inferSample,
  inferText,
  mergeStatistics,
  type SampleStatistics,
  type ShapeChange,
  type ShapeField,
  type ShapeSchema,
  toSchema,
  withoutExamples,
} from '@jackfield/shape';

export interface LearnShapeJob {
  /** UTF-8, masked. */
  body: Uint8Array;
  bodyKind: 'json' | 'text' | 'binary' | 'none';
  /** The samples that this one is added to: of the saved shape, where it still fits the call. */
  samples: readonly SampleStatistics[];
  choices: FieldChoices;
  savedSchema: ShapeSchema | null;
}

export interface LearnedShape {
  /** Of this sample alone, without any example from it: what may be kept. */
  statistics: SampleStatistics;
  fields: ShapeField[];
  /** Against the saved schema. */
  changes: ShapeChange[];
}

/** What one response shows, together with the samples that are known. */
export function learnShape(job: LearnShapeJob): LearnedShape {
  const statistics = inferBody(job);
  const schema = toSchema(mergeStatistics([...job.samples, statistics]), job.choices);
  return {
    statistics: withoutExamples(statistics),
    fields: describeShape(schema),
    changes: job.savedSchema === null ? [] : diffShapes(job.savedSchema, schema),
  };
}

/** A text of its own is one text without an example: the body is not kept. */
function inferBody({ body, bodyKind }: LearnShapeJob): SampleStatistics {
  switch (bodyKind) {
    case 'json':
      return inferText(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
    case 'text':
      return inferSample('');
    case 'binary':
    case 'none':
      return inferSample(null);
  }
}
