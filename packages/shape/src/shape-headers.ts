import { ANNOTATION } from './schema-node.ts';
import type { ShapeChange, ShapeHeader, ShapeSchema } from './types.ts';

/** The headers of a shape, by name; null where no sample says which there are. */
export function shapeHeaders(schema: ShapeSchema): ShapeHeader[] | null {
  const samples = schema[ANNOTATION.headerSamples];
  const headers = schema[ANNOTATION.headers];
  if (typeof samples !== 'number' || samples === 0 || !Array.isArray(headers)) return null;
  return headers.flatMap((header) => {
    if (!Array.isArray(header) || typeof header[0] !== 'string') return [];
    return [{ name: header[0], isOptional: header[1] !== samples }];
  });
}

/** How many of the samples of a shape were entered by hand. */
export function enteredSamples(schema: ShapeSchema): number {
  const entered = schema[ANNOTATION.entered];
  return typeof entered === 'number' ? entered : 0;
}

/** What a new shape changes for those who read headers. */
export function diffHeaders(before: ShapeSchema, after: ShapeSchema): ShapeChange[] {
  const old = shapeHeaders(before);
  const fresh = shapeHeaders(after);
  if (old === null || fresh === null) return [];
  const change = (header: string, kind: ShapeChange['change'], isBreaking: boolean): ShapeChange => ({
    pointer: '',
    header,
    change: kind,
    isBreaking,
    before: null,
    after: null,
  });
  const now = new Map(fresh.map((header) => [header.name, header]));
  const then = new Set(old.map(({ name }) => name));
  const changed = old.flatMap(({ name, isOptional }) => {
    const same = now.get(name);
    if (same === undefined) return [change(name, 'removed', true)];
    if (same.isOptional === isOptional) return [];
    return [change(name, same.isOptional ? 'became-optional' : 'became-required', same.isOptional)];
  });
  const added = fresh.filter(({ name }) => !then.has(name)).map(({ name }) => change(name, 'added', false));
  return [...changed, ...added];
}
