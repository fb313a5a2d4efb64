import {
  applyChoices,
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
  /** JSON, masked; null where there is none. */
  sample: Uint8Array | null;
  /** Names of the headers that are kept and came; null where that is not known. */
  headers: readonly string[] | null;
  /** Typed by somebody, rather than received. */
  isEntered: boolean;
  /** The samples that this one is added to: of the saved shape, where it still fits the call. */
  samples: readonly SampleStatistics[];
  choices: FieldChoices;
  savedSchema: ShapeSchema | null;
}

export interface LearnedShape {
  /** Of this sample alone, without any example from it: what may be kept. */
  statistics: SampleStatistics;
  /** Of all samples, without the choices. */
  schema: ShapeSchema;
  fields: ShapeField[];
  /** Against the saved schema. */
  changes: ShapeChange[];
}

/** What one response shows, together with the samples that are known. */
export function learnShape(job: LearnShapeJob): LearnedShape {
  const statistics: SampleStatistics = {
    ...inferBytes(job.sample),
    ...(job.headers === null ? {} : { headers: job.headers.map((name) => [name, 1]), headerSamples: 1 }),
    ...(job.isEntered ? { entered: 1 } : {}),
  };
  const bare = toSchema(mergeStatistics([...job.samples, statistics]));
  const schema = applyChoices(bare, job.choices);
  return {
    statistics: withoutExamples(statistics),
    schema: bare,
    fields: describeShape(schema),
    changes: job.savedSchema === null ? [] : diffShapes(job.savedSchema, schema),
  };
}

function inferBytes(json: Uint8Array | null): SampleStatistics {
  if (json === null) return inferSample(null);
  return inferText(Buffer.from(json.buffer, json.byteOffset, json.byteLength).toString('utf8'));
}
