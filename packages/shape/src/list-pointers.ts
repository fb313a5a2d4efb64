import { childrenOf, readSchema, type SchemaNode } from './schema-node.ts';
import type { ShapeSchema } from './types.ts';

/** Where a shape has lists, as field pointers: `/feed/entry`, and `/feed/entry/*` + `/link` within its elements. */
export function listPointers(schema: ShapeSchema): string[] {
  const found: string[] = [];
  const pending: { pointer: string; node: SchemaNode }[] = [{ pointer: '', node: readSchema(schema) }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { pointer, node } = place;
    for (const child of childrenOf(node)) pending.push({ pointer: `${pointer}/${child.segment}`, node: child.node });
    if (node.items === null) continue;
    found.push(pointer);
    pending.push({ pointer: `${pointer}/*`, node: node.items });
  }
  return found;
}
