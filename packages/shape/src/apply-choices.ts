import { EVERY, toSegment } from './pointer.ts';
import { ANNOTATION, isJsonObject } from './schema-node.ts';
import type { FieldChoice, FieldChoices, ShapeSchema } from './types.ts';

type MutableSchema = { [key: string]: unknown };

interface Target {
  readonly node: MutableSchema;
  /** Set when the target is a named field of an object. */
  readonly owner: { readonly schema: MutableSchema; readonly key: string } | null;
}

/**
 * A copy of the schema with the builder's choices on top of those it already has. Types and inclusion are annotations;
 * optional and nullable also change `required` and `type`, and what the samples said is kept beside them. Choices for
 * fields that the schema does not have are passed over.
 */
export function applyChoices(schema: ShapeSchema, choices: FieldChoices): ShapeSchema {
  // What stands above comes first: a text that is opened has the fields that others point to.
  const pointers = Object.keys(choices).sort((a, b) => depthOf(a) - depthOf(b));
  if (pointers.length === 0) return schema;
  const copy: MutableSchema = JSON.parse(JSON.stringify(schema));
  for (const pointer of pointers) {
    const choice = choices[pointer];
    if (choice === undefined) continue;
    for (const target of findTargets(copy, pointer)) applyChoice(target, choice);
  }
  return copy;
}

function depthOf(pointer: string): number {
  return pointer.split('/').length;
}

function findTargets(schema: MutableSchema, pointer: string): Target[] {
  let targets: Target[] = [{ node: schema, owner: null }];
  for (const segment of pointer.split('/').slice(1)) targets = targets.flatMap(({ node }) => step(node, segment));
  return targets;
}

function step(schema: MutableSchema, segment: string): Target[] {
  if (segment === EVERY) {
    return [schema.items, schema.additionalProperties].filter(isJsonObject).map((node) => ({ node, owner: null }));
  }
  const key = segment.replaceAll('~2', '*').replaceAll('~1', '/').replaceAll('~0', '~');
  const properties = schema.properties;
  if (!isJsonObject(properties) || !Object.hasOwn(properties, key) || toSegment(key) !== segment) return [];
  const node = properties[key];
  return isJsonObject(node) ? [{ node, owner: { schema, key } }] : [];
}

function applyChoice({ node, owner }: Target, choice: FieldChoice): void {
  const before = node[ANNOTATION.choice];
  const merged: FieldChoice = { ...(isJsonObject(before) ? before : {}), ...choice };
  if (merged.isOpened) openText(node);
  node[ANNOTATION.choice] = merged;
  if (merged.type === 'date-unix') node[ANNOTATION.dateUnix] = true;
  else delete node[ANNOTATION.dateUnix];
  if (merged.isIncluded === false) node[ANNOTATION.included] = false;
  else delete node[ANNOTATION.included];
  if (merged.isNullable !== undefined) setNullable(node, merged.isNullable);
  if (merged.isOptional !== undefined && owner !== null) setOptional(node, owner, merged.isOptional);
}

/** The schema of what a text holds takes the place of the text's own; what is said of the place itself stays. */
function openText(node: MutableSchema): void {
  const inner = node.contentSchema;
  if (!isJsonObject(inner)) return;
  const types = [inner.type, node.type].flat().filter((type) => typeof type === 'string' && type !== 'string');
  for (const key of Object.keys(node)) if (!OF_THE_PLACE.has(key)) delete node[key];
  Object.assign(node, inner, { [ANNOTATION.opened]: true });
  const all = [...new Set(types)];
  node.type = all.length === 1 ? all[0] : all;
}

const OF_THE_PLACE: ReadonlySet<string> = new Set([
  '$schema',
  ANNOTATION.samples,
  ANNOTATION.seen,
  ANNOTATION.order,
  ANNOTATION.choice,
  ANNOTATION.inferred,
  ANNOTATION.headers,
  ANNOTATION.headerSamples,
  ANNOTATION.entered,
]);

function keepInferred(node: MutableSchema, name: 'isOptional' | 'isNullable', value: boolean): void {
  const kept = node[ANNOTATION.inferred];
  node[ANNOTATION.inferred] = { [name]: value, ...(isJsonObject(kept) ? kept : {}) };
}

function setNullable(node: MutableSchema, isNullable: boolean): void {
  const types = Array.isArray(node.type) ? node.type : [node.type];
  if (node.type === undefined || types.includes('null') === isNullable) return;
  keepInferred(node, 'isNullable', !isNullable);
  const rest = isNullable ? [...types, 'null'] : types.filter((type) => type !== 'null');
  node.type = rest.length === 1 ? rest[0] : rest;
  if (Array.isArray(node.enum)) {
    node.enum = isNullable ? [...node.enum, null] : node.enum.filter((value) => value !== null);
  }
}

function setOptional(node: MutableSchema, owner: NonNullable<Target['owner']>, isOptional: boolean): void {
  const required: unknown[] = Array.isArray(owner.schema.required) ? owner.schema.required : [];
  if (isOptional) freeInVariants(owner.schema.oneOf, owner.key);
  if (required.includes(owner.key) !== isOptional) return;
  keepInferred(node, 'isOptional', !isOptional);
  owner.schema.required = isOptional ? required.filter((key) => key !== owner.key) : [...required, owner.key];
}

function freeInVariants(variants: unknown, key: string): void {
  for (const variant of Array.isArray(variants) ? variants : []) {
    if (isJsonObject(variant) && Array.isArray(variant.required)) {
      Object.assign(variant, { required: variant.required.filter((name) => name !== key) });
    }
  }
}
