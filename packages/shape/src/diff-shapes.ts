import { EVERY, POINTER_LENGTH_MAX } from './pointer.ts';
import { type Child, childrenOf, inferredTypeOf, readSchema, type SchemaNode } from './schema-node.ts';
import { diffHeaders } from './shape-headers.ts';
import type { ShapeChange, ShapeSchema } from './types.ts';

interface Pair {
  readonly pointer: string;
  readonly before: SchemaNode;
  readonly after: SchemaNode;
}

/**
 * What a new shape would change for those who use the call. Breaking is what can surprise a caller that was right
 * before: a field gone or of another type, absent or null where it never was, a value that its list of values does not
 * have, a date that is only text. What the builder set by hand in `before` holds in `after` too, and a field that is
 * left out breaks nothing.
 */
export function diffShapes(before: ShapeSchema, after: ShapeSchema): ShapeChange[] {
  const changes: ShapeChange[] = [];
  const pending: Pair[] = [{ pointer: '', before: readSchema(before), after: readSchema(after) }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const isIncluded = pair.before.choice.isIncluded !== false;
    for (const change of [...changesOf(pair), ...fieldChanges(pair)]) {
      if (change.pointer.length <= POINTER_LENGTH_MAX) {
        changes.push({ ...change, isBreaking: change.isBreaking && isIncluded });
      }
    }
    pending.push(...pairsBelow(pair).reverse());
  }
  return [...changes, ...diffHeaders(before, after)];
}

function change(
  pointer: string,
  kind: ShapeChange['change'],
  isBreaking: boolean,
  before: string | null = null,
  after: string | null = null,
): ShapeChange {
  return { pointer, change: kind, isBreaking, before, after };
}

function describeTypes(node: SchemaNode): string {
  return node.types.length === 0 ? 'unknown' : node.types.join(' or ');
}

/** The changes of one place itself. */
function changesOf({ pointer, before, after }: Pair): ShapeChange[] {
  const changes: ShapeChange[] = [];
  const type = typeChange(pointer, before, after);
  if (type !== null) changes.push(type);
  if (before.choice.isNullable === undefined && after.types.length > 0 && before.isNullable !== after.isNullable) {
    changes.push(change(pointer, after.isNullable ? 'became-nullable' : 'became-non-nullable', after.isNullable));
  } else if (before.choice.isNullable === undefined && after.isNullable && !before.isNullable) {
    changes.push(change(pointer, 'became-nullable', true));
  }
  if (type !== null || !after.types.includes('string')) return changes;
  if (before.format !== null && before.format !== after.format) {
    const wasDate = inferredTypeOf(before) === 'date' && before.choice.type === undefined;
    changes.push(change(pointer, 'format-lost', wasDate, before.format, after.format));
  }
  const added = newEnumValues(before, after);
  if (added !== null) changes.push(change(pointer, 'enum-value-added', true, before.enumValues?.join(', '), added));
  return changes;
}

/** Null when there is nothing to say; the words of what is new otherwise. */
function newEnumValues(before: SchemaNode, after: SchemaNode): string | null {
  if (before.enumValues === null) return null;
  if (after.enumValues === null) {
    const isKnown = after.examples.every((example) => before.enumValues?.includes(example));
    return isKnown ? null : 'any text';
  }
  const added = after.enumValues.filter((value) => !before.enumValues?.includes(value));
  return added.length === 0 ? null : added.join(', ');
}

function typeChange(pointer: string, before: SchemaNode, after: SchemaNode): ShapeChange | null {
  const [old, fresh] = [describeTypes(before), describeTypes(after)];
  if (old === fresh || after.types.length === 0) return null;
  // Only null or an empty list was known: the new sample fills it in.
  if (before.types.length === 0) return change(pointer, 'widened', false, old, fresh);
  const isCovered = (type: string, types: readonly string[]) =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  if (before.types.every((type) => isCovered(type, after.types))) {
    const isOnlyNumber = old.replace('integer', 'number') === fresh.replace('integer', 'number');
    return change(pointer, 'widened', !isOnlyNumber, old, fresh);
  }
  const isNarrower = after.types.every((type) => isCovered(type, before.types));
  return isNarrower ? null : change(pointer, 'type-changed', true, old, fresh);
}

/** Null when either side has no fields to compare: the change of type says it, or there was nothing to learn from. */
function fieldPairs({ before, after }: Pair): { old: Child[]; fresh: Child[] } | null {
  if (!before.types.includes('object') || !after.types.includes('object')) return null;
  const named = (node: SchemaNode) => childrenOf(node).filter((child) => child.segment !== EVERY);
  return { old: named(before), fresh: named(after) };
}

/** Fields added, removed, become optional or required. */
function fieldChanges(pair: Pair): ShapeChange[] {
  const fields = fieldPairs(pair);
  if (fields === null) return [];
  const { pointer, before, after } = pair;
  const changes: ShapeChange[] = [];
  for (const child of fields.old) {
    const same = after.properties.get(child.key);
    const path = `${pointer}/${child.segment}`;
    const isUsed = child.node.choice.isIncluded !== false;
    if (same === undefined && after.mapValues === null) {
      changes.push(change(path, 'removed', isUsed, describeTypes(child.node)));
      continue;
    }
    const isOptional = same === undefined || !after.required.has(child.key);
    if (child.node.choice.isOptional !== undefined || isOptional === child.isOptional) continue;
    changes.push(change(path, isOptional ? 'became-optional' : 'became-required', isOptional && isUsed));
  }
  for (const child of fields.fresh) {
    if (before.properties.has(child.key) || before.mapValues !== null) continue;
    changes.push(change(`${pointer}/${child.segment}`, 'added', false, null, describeTypes(child.node)));
  }
  return changes;
}

/** What both shapes know of; an entry of a map is compared with the map's values. */
function pairsBelow(pair: Pair): Pair[] {
  const { pointer, before, after } = pair;
  const pairs: Pair[] = [];
  for (const child of fieldPairs(pair)?.old ?? []) {
    const same = after.properties.get(child.key) ?? after.mapValues;
    if (same !== null) pairs.push({ pointer: `${pointer}/${child.segment}`, before: child.node, after: same });
  }
  if (before.mapValues !== null && after.mapValues !== null) {
    pairs.push({ pointer: `${pointer}/${EVERY}`, before: before.mapValues, after: after.mapValues });
  }
  if (before.items !== null && after.items !== null) {
    pairs.push({ pointer: `${pointer}/${EVERY}`, before: before.items, after: after.items });
  }
  return pairs;
}
