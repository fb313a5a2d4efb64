import { applyChoices } from './apply-choices.ts';
import { isMapOfFields, mergedMapValues } from './map-detection.ts';
import { ANNOTATION } from './schema-node.ts';
import type { SampleStatistics } from './statistics.ts';
import { fromStatistics } from './statistics-json.ts';
import { EXAMPLES_MAX, type TextStats } from './text-stats.ts';
import type { FieldChoices, ShapeSchema } from './types.ts';
import type { FieldStats, ObjectStats, ValueStats } from './value-stats.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const ENUM_VALUES_MIN = 10;
/** One object alone does not show what goes with its tag. */
const VARIANT_OBJECTS_MIN = 2;

type MutableSchema = { [key: string]: unknown };

/**
 * The shape as JSON Schema 2020-12. Every sample validates against it; it says no more than the samples did, and what
 * is only for people stands under `x-jackfield-…`. `choices` are those of the builder.
 */
export function toSchema(statistics: SampleStatistics, choices: FieldChoices = {}): ShapeSchema {
  const root = fromStatistics(statistics);
  const schema: MutableSchema = { $schema: DIALECT, [ANNOTATION.samples]: statistics.samples };
  if (statistics.headerSamples !== undefined) {
    schema[ANNOTATION.headers] = statistics.headers ?? [];
    schema[ANNOTATION.headerSamples] = statistics.headerSamples;
  }
  if (statistics.entered !== undefined) schema[ANNOTATION.entered] = statistics.entered;
  fillSchema(schema, root, statistics.samples);
  return applyChoices(schema, choices);
}

/** Recursion is bounded: statistics are 200 levels deep at most. */
function fillSchema(schema: MutableSchema, stats: ValueStats, parentSeen: number): MutableSchema {
  const seen = stats.isInMap ? parentSeen : stats.samples;
  if (seen !== parentSeen) schema[ANNOTATION.seen] = seen;
  const types = typesOf(stats);
  if (types.length === 1 && types[0] === 'null') schema[ANNOTATION.onlyNull] = true;
  else if (types.length > 0) schema.type = types.length === 1 ? types[0] : types;
  if (stats.object !== null) fillObject(schema, stats, stats.object, seen);
  if (stats.list?.items != null) schema.items = fillSchema({}, stats.list.items, seen);
  if (stats.text !== null) fillText(schema, stats.text, types);
  if (stats.inner && types.every((type) => type === 'string' || type === 'null')) {
    schema.contentMediaType = 'application/json';
    schema.contentSchema = fillSchema({}, stats.inner, seen);
  }
  const examples = examplesOf(stats);
  if (examples.length > 0) schema.examples = examples;
  return schema;
}

function typesOf(stats: ValueStats): string[] {
  const types: string[] = [];
  if (stats.object !== null) types.push('object');
  if (stats.list !== null) types.push('array');
  if (stats.text !== null) types.push('string');
  if (stats.decimals > 0) types.push('number');
  else if (stats.integers > 0) types.push('integer');
  if (stats.trues + stats.falses > 0) types.push('boolean');
  if (stats.nulls > 0) types.push('null');
  return types;
}

function fillText(schema: MutableSchema, text: TextStats, types: readonly string[]): void {
  if (text.format !== null && text.format !== undefined) {
    schema.format = text.format;
    return;
  }
  const isAlone = types.every((type) => type === 'string' || type === 'null');
  if (!isAlone || text.tokens === null || text.count < ENUM_VALUES_MIN) return;
  if (![...text.tokens.values()].every((times) => times >= 2)) return;
  const values: (string | null)[] = [...text.tokens.keys()].sort();
  schema.enum = types.includes('null') ? [...values, null] : values;
}

function examplesOf(stats: ValueStats): unknown[] {
  const examples: unknown[] = [...(stats.text?.examples ?? [])];
  examples.push(
    ...(stats.numberExamples ?? []).filter((example) => typeof example === 'string' || Number.isFinite(example)),
  );
  if (stats.trues > 0) examples.push(true);
  if (stats.falses > 0) examples.push(false);
  return examples.slice(0, EXAMPLES_MAX);
}

function fillObject(schema: MutableSchema, stats: ValueStats, object: ObjectStats, seen: number): void {
  if (object.isFolded || isMapOfFields(object)) {
    schema.additionalProperties = fillSchema({}, mergedMapValues(stats, object), seen);
    return;
  }
  if (object.mapValues !== null) schema.additionalProperties = fillSchema({}, object.mapValues, seen);
  if (object.order.length === 0) return;
  const fields = [...object.order].sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1));
  const properties: [string, MutableSchema][] = fields.map((field, index) => {
    const property = fillSchema({}, field.value, seen);
    if (index > 0) property[ANNOTATION.order] = index;
    return [field.key, property];
  });
  // fromEntries defines members, so a field called `__proto__` is one like any other.
  schema.properties = Object.fromEntries(properties);
  const required = fields.filter((field) => field.presence === object.count).map((field) => field.key);
  if (required.length > 0) schema.required = required.sort();
  fillVariants(schema, object, fields);
}

/** A union, where a constant tag goes with fields of its own. */
function fillVariants(schema: MutableSchema, object: ObjectStats, fields: readonly FieldStats[]): void {
  const variants = [...(object.variants?.values() ?? [])].sort((a, b) => (a.tagValue < b.tagValue ? -1 : 1));
  const tagKey = variants[0]?.tagKey;
  if (tagKey === undefined || variants.length < 2 || object.mapValues !== null) return;
  if (variants.some((variant) => variant.tagKey !== tagKey || variant.count < VARIANT_OBJECTS_MIN)) return;
  if (variants.reduce((sum, variant) => sum + variant.count, 0) !== object.count) return;
  const isTelling = fields.some((field) => {
    const seen = variants.map((variant) => variant.seen[field.index] ?? 0);
    return seen.includes(0) && variants.some((variant, index) => seen[index] === variant.count);
  });
  if (!isTelling) return;
  schema.oneOf = variants.map((variant) => {
    const seen = fields.filter((field) => (variant.seen[field.index] ?? 0) > 0);
    const required = seen.filter((field) => variant.seen[field.index] === variant.count).map((field) => field.key);
    return {
      properties: Object.fromEntries(
        seen.map((field) => [field.key, field.key === tagKey ? { const: variant.tagValue } : true]),
      ),
      required: required.sort(),
    };
  });
}
