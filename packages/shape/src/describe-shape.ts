import { madeUpExample } from './examples.ts';
import { POINTER_LENGTH_MAX } from './pointer.ts';
import { type Child, childrenOf, inferredTypeOf, readSchema, type SchemaNode, typeOf } from './schema-node.ts';
import type { ShapeField, ShapeSchema } from './types.ts';

/** A shape with more fields is shown in part. */
export const SHAPE_FIELDS_MAX = 5_000;

interface Line {
  readonly node: SchemaNode;
  readonly pointer: string;
  readonly key: string;
  readonly depth: number;
  readonly isOptional: boolean;
  readonly seen: number;
}

/**
 * The lines of the Structured view, depth-first, the root first. The fields of a list's objects stand right below the
 * list (`/items/*` + `/id`); the elements themselves have a line (`*`) only when they are lists or maps. The values of
 * a map always have one. At most 5,000 lines.
 */
export function describeShape(schema: ShapeSchema): ShapeField[] {
  const root = readSchema(schema);
  const samples = schema['x-jackfield-samples'];
  const total = typeof samples === 'number' ? samples : 1;
  const lines: ShapeField[] = [];
  const pending: Line[] = [{ node: root, pointer: '', key: '', depth: 0, isOptional: false, seen: total }];
  for (let line = pending.pop(); line !== undefined && lines.length < SHAPE_FIELDS_MAX; line = pending.pop()) {
    const seen = line.node.seen ?? line.seen;
    lines.push(toField(line, seen, total));
    const below = linesBelow(line, seen).filter((child) => child.pointer.length <= POINTER_LENGTH_MAX);
    pending.push(...below.reverse());
  }
  return lines;
}

function linesBelow(line: Line, seen: number): Line[] {
  const toLine = (pointer: string, child: Child): Line => ({
    node: child.node,
    pointer: `${pointer}/${child.segment}`,
    key: child.key,
    depth: line.depth + 1,
    isOptional: child.isOptional,
    seen,
  });
  const lines = childrenOf(line.node).map((child) => toLine(line.pointer, child));
  const items = line.node.items;
  // Where a place is now a list and now a map, `*` means both; one line serves for the two.
  if (items === null || line.node.mapValues !== null) return lines;
  if (items.items !== null || items.mapValues !== null) {
    return [...lines, toLine(line.pointer, { segment: '*', key: '*', node: items, isOptional: false })];
  }
  return [...lines, ...childrenOf(items).map((child) => toLine(`${line.pointer}/*`, child))];
}

function toField({ node, pointer, key, depth, isOptional }: Line, seen: number, samples: number): ShapeField {
  return {
    pointer,
    key,
    depth,
    type: typeOf(node),
    itemType: typeOf(node) === 'list' ? itemTypeOf(node) : null,
    inferredType: inferredTypeOf(node),
    format: node.format,
    isIncluded: node.choice.isIncluded ?? true,
    isOptional: node.choice.isOptional ?? isOptional,
    isNullable: node.choice.isNullable ?? node.isNullable,
    isMap: node.mapValues !== null,
    holdsJson: node.holdsJson || node.isOpened,
    isOpened: node.isOpened,
    enumValues: node.enumValues === null ? null : [...node.enumValues],
    examples: examplesOf(node),
    seenInSamples: seen,
    samples,
  };
}

/** Seen ones in the answer to the person who asked; a stored schema has none, so they are made up from the shape. */
function examplesOf(node: SchemaNode): string[] {
  if (node.examples.length > 0) return [...node.examples];
  const example = madeUpExample(typeOf(node), node.format, node.enumValues);
  return example === null ? [] : [example];
}

function itemTypeOf(node: SchemaNode): ShapeField['itemType'] {
  return node.choice.itemType ?? (node.items === null ? 'json' : typeOf(node.items));
}
