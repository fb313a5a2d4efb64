export { applyChoices } from './apply-choices.ts';
export { describeShape, SHAPE_FIELDS_MAX } from './describe-shape.ts';
export { diffShapes } from './diff-shapes.ts';
export { inferSample, inferText } from './infer-sample.ts';
export { mergeStatistics } from './merge-statistics.ts';
export { type SampleStatistics, sampleStatisticsSchema } from './statistics.ts';
export { toSchema } from './to-schema.ts';
export { toTypeScript } from './to-typescript.ts';
export * from './types.ts';
