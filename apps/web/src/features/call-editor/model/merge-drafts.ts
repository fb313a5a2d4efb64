import { isSameJson } from '../../../lib/is-same-json.ts';

/** A place where both sides changed the same thing differently. `undefined` stands for "not there". */
export interface MergeConflict {
  path: readonly (string | number)[];
  mine: unknown;
  theirs: unknown;
}

export type MergeSide = 'mine' | 'theirs';

export interface MergeResult<T> {
  /** With my side at every conflict, unless `choices` says otherwise. */
  merged: T;
  conflicts: MergeConflict[];
}

type Choices = ReadonlyMap<string, MergeSide>;

/** Names a conflict in `choices`. */
export function conflictKey(path: readonly (string | number)[]): string {
  return JSON.stringify(path);
}

/**
 * Three-way merge of plain JSON. Members are merged one by one; elements of a list are told apart by their `id` or
 * `name`, so that rows that were moved, added or deleted on either side find each other again.
 */
export function mergeDrafts<T>(base: T, mine: T, theirs: T, choices: Choices = new Map()): MergeResult<T> {
  const conflicts: MergeConflict[] = [];
  const merged = mergeValue(base, mine, theirs, [], choices, conflicts);
  // A merge of three values of one type takes every part from one of them, so the type holds.
  return { merged: merged as T, conflicts };
}

function mergeValue(
  base: unknown,
  mine: unknown,
  theirs: unknown,
  path: readonly (string | number)[],
  choices: Choices,
  conflicts: MergeConflict[],
): unknown {
  if (isSameJson(mine, theirs) || isSameJson(base, theirs)) return mine;
  if (isSameJson(base, mine)) return theirs;
  if (isKeyedList(mine) && isKeyedList(theirs)) {
    return mergeLists(isKeyedList(base) ? base : [], mine, theirs, path, choices, conflicts);
  }
  if (isRecord(mine) && isRecord(theirs) && isRecord(base) && mine.kind === theirs.kind) {
    return mergeRecords(base, mine, theirs, path, choices, conflicts);
  }
  conflicts.push({ path, mine, theirs });
  return choices.get(conflictKey(path)) === 'theirs' ? theirs : mine;
}

function mergeRecords(
  base: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
  path: readonly (string | number)[],
  choices: Choices,
  conflicts: MergeConflict[],
): Record<string, unknown> {
  const merged: [string, unknown][] = [];
  for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = mergeValue(base[key], mine[key], theirs[key], [...path, key], choices, conflicts);
    if (value !== undefined) merged.push([key, value]);
  }
  return Object.fromEntries(merged);
}

function mergeLists(
  base: Keyed[],
  mine: Keyed[],
  theirs: Keyed[],
  path: readonly (string | number)[],
  choices: Choices,
  conflicts: MergeConflict[],
): unknown[] {
  const [baseBy, mineBy, theirsBy] = [byKey(base), byKey(mine), byKey(theirs)];
  // Whoever moved or inserted something gives the order; the other side's additions go where they stood.
  const keepsTheirOrder = isSameJson([...baseBy.keys()], [...mineBy.keys()]);
  const [first, second] = keepsTheirOrder ? [theirsBy, mineBy] : [mineBy, theirsBy];
  const order = insertMissing([...first.keys()], [...second.keys()]);
  const merged: unknown[] = [];
  for (const key of order) {
    const value = mergeValue(baseBy.get(key), mineBy.get(key), theirsBy.get(key), [...path, key], choices, conflicts);
    if (value !== undefined) merged.push(value);
  }
  return merged;
}

/** Puts what is only in `second` behind the neighbour that it follows there. */
function insertMissing(first: string[], second: string[]): string[] {
  const order = [...first];
  second.forEach((key, index) => {
    if (order.includes(key)) return;
    const neighbour = second[index - 1];
    order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, key);
  });
  return order;
}

type Keyed = Record<string, unknown>;

function keyOf(item: Keyed): string | null {
  if (typeof item.id === 'string') return item.id;
  return typeof item.name === 'string' ? item.name : null;
}

function byKey(list: Keyed[]): Map<string, Keyed> {
  return new Map(list.map((item) => [keyOf(item) ?? '', item]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isKeyedList(value: unknown): value is Keyed[] {
  if (!Array.isArray(value)) return false;
  const keys = value.map((item) => (isRecord(item) ? keyOf(item) : null));
  return !keys.includes(null) && new Set(keys).size === keys.length;
}
