import { EXAMPLES_MAX, mergeText, TextStats } from './text-stats.ts';

/** Deeper values are counted, not looked into. A response may be 200 deep at most, so nothing real is lost. */
export const DEPTH_MAX = 200;
/** More different keys than this, or more that hold objects or lists, make a map. */
export const FIELDS_MAX = 512;
export const CONTAINER_FIELDS_MAX = 128;
/** So many fields that hold objects with one key in common are the entries of a map. */
export const ALIKE_FIELDS_MAX = 24;
/** Unless it is a key that objects of any kind have: then it takes more. */
const COMMON_KEYS_MAX = 64;
const COMMON_KEY =
  /^(?:id|self|url|href|name|type|value|key|title|label|code|description|active|display_?name|account_?id)$|_(?:id|url|at)$/i;
export const VARIANTS_MAX = 12;

/** Names under which APIs say which kind of object this is, the most telling first. */
const TAG_KEYS = ['type', 'kind', '__typename', '@type', '_type', 'object', 'event', 'event_type', 'resourceType'];

/**
 * What is known of all values at one place of a response. Mutable while values are walked.
 * Everything in it is a function of the multiset of values seen, so that merging is associative and commutative.
 */
export class ValueStats {
  readonly depth: number;
  /** At or below the values of a map: `samples` is then not kept, since it would depend on the order of merging. */
  readonly isInMap: boolean;
  /** The object that this is a named field of. */
  readonly owner: ValueStats | null;
  /** Set when this one was merged away while the walk may still hold it. */
  mergedInto: ValueStats | null = null;
  samples: number;
  values = 0;
  nulls = 0;
  trues = 0;
  falses = 0;
  integers = 0;
  decimals = 0;
  /** The smallest different numbers. */
  numberExamples: NumberExample[] | null = null;
  text: TextStats | null = null;
  list: ListStats | null = null;
  object: ObjectStats | null = null;
  /** What the texts hold, where each is the JSON of an object or a list; null once one is not, undefined before any was read. */
  inner: ValueStats | null | undefined = undefined;

  constructor(depth: number, isInMap: boolean, samples: number, owner: ValueStats | null = null) {
    this.owner = owner;
    this.depth = depth;
    this.isInMap = isInMap;
    this.samples = isInMap ? 0 : samples;
  }
}

/** As text, with all its digits, where a double would round it. */
export type NumberExample = number | string;

export class ListStats {
  count = 0;
  items: ValueStats | null = null;
}

export class ObjectStats {
  count = 0;
  readonly fields = new Map<string, FieldStats>();
  /** The same fields, as they were met; lets a row skip the lookup when its keys come in the usual order. */
  order: FieldStats[] = [];
  containerFields = 0;
  /** How many of the fields hold an object with that key. */
  keysBelow: Map<string, number> | null = null;
  isOverFull = false;
  /** Too many fields: all of them are in `mapValues` now. */
  isFolded = false;
  mapValues: ValueStats | null = null;
  tagFields: FieldStats[] = [];
  /** By tag key and value. */
  variants: Map<string, VariantStats> | null = null;
  /** There were too many to keep. */
  hasManyVariants = false;
}

export class FieldStats {
  readonly key: string;
  readonly index: number;
  readonly tagRank: number;
  readonly value: ValueStats;
  /** Its last place in any object: keeps the provider's order, whatever the order of samples, also past gaps. */
  position: number;
  presence = 0;
  isContainer = false;

  constructor(key: string, index: number, position: number, value: ValueStats) {
    this.key = key;
    this.index = index;
    this.tagRank = TAG_KEYS.indexOf(key);
    this.position = position;
    this.value = value;
  }
}

/** How often each field (by its index) was there in the objects that carry one tag. */
export class VariantStats {
  readonly tagKey: string;
  readonly tagValue: string;
  count = 0;
  readonly seen: number[] = [];

  constructor(tagKey: string, tagValue: string) {
    this.tagKey = tagKey;
    this.tagValue = tagValue;
  }
}

export function resolve(stats: ValueStats): ValueStats {
  let at = stats;
  while (at.mergedInto !== null) at = at.mergedInto;
  return at;
}

export function addField(parent: ValueStats, object: ObjectStats, key: string, position: number): FieldStats {
  const value = new ValueStats(parent.depth + 1, parent.isInMap, 0, parent);
  const field = new FieldStats(key, object.order.length, position, value);
  object.fields.set(key, field);
  object.order.push(field);
  if (field.tagRank >= 0) {
    object.tagFields.push(field);
    object.tagFields.sort((a, b) => a.tagRank - b.tagRank);
  }
  if (object.order.length > FIELDS_MAX) object.isOverFull = true;
  const above = parent.owner?.object;
  if (above !== null && above !== undefined && !above.isFolded) {
    above.keysBelow ??= new Map();
    const alike = (above.keysBelow.get(key) ?? 0) + 1;
    above.keysBelow.set(key, alike);
    if (alike >= ALIKE_FIELDS_MAX && (alike >= COMMON_KEYS_MAX || !COMMON_KEY.test(key))) above.isOverFull = true;
  }
  return field;
}

export function noteContainer(object: ObjectStats, field: FieldStats): void {
  if (field.isContainer) return;
  field.isContainer = true;
  object.containerFields += 1;
  if (object.containerFields > CONTAINER_FIELDS_MAX) object.isOverFull = true;
}

/**
 * Makes maps of the objects among these places whose fields have become too many. The limits only count what grows, so
 * it does not matter when this is done.
 */
export function foldOverFull(...places: readonly (ValueStats | null)[]): void {
  const pending: ValueStats[] = [];
  scheduleOverFull(places, pending);
  runMerges(pending);
}

function scheduleOverFull(places: readonly (ValueStats | null)[], pending: ValueStats[]): void {
  for (const place of places) {
    if (place === null || place.mergedInto !== null || place.object === null) continue;
    if (place.object.isOverFull && !place.object.isFolded) scheduleFold(place, place.object, pending);
  }
}

export function mapValuesOf(parent: ValueStats, object: ObjectStats): ValueStats {
  object.mapValues ??= new ValueStats(parent.depth + 1, true, 0);
  return object.mapValues;
}

/** Adds to `target` all that `source` knows; `source` must not be used afterwards. */
export function mergeValues(target: ValueStats, source: ValueStats): void {
  runMerges([target, source]);
}

function scheduleFold(parent: ValueStats, object: ObjectStats, pending: ValueStats[]): void {
  const values = mapValuesOf(parent, object);
  for (const field of object.order) pending.push(values, field.value);
  object.isFolded = true;
  object.fields.clear();
  object.keysBelow = null;
  object.order = [];
  object.tagFields = [];
  dropVariants(object);
}

export function dropVariants(object: ObjectStats): void {
  object.variants = null;
  object.hasManyVariants = true;
}

/** A list of (target, source) instead of recursion: the depth of a response is the provider's choice. */
function runMerges(pending: ValueStats[]): void {
  for (;;) {
    const source = pending.pop();
    const next = pending.pop();
    if (source === undefined || next === undefined) return;
    const target = resolve(next);
    if (target === source) continue;
    source.mergedInto = target;
    mergeScalars(target, source);
    mergeInner(target, source, pending);
    if (source.list !== null) mergeLists(target, source.list, pending);
    if (source.object !== null) mergeObjects(target, source.object, pending);
  }
}

function mergeInner(target: ValueStats, { inner }: ValueStats, pending: ValueStats[]): void {
  if (inner === undefined || target.inner === null) return;
  if (inner === null) target.inner = null;
  else {
    target.inner ??= new ValueStats(target.depth, target.isInMap, 0);
    pending.push(target.inner, inner);
  }
}

function mergeScalars(target: ValueStats, source: ValueStats): void {
  if (!target.isInMap) target.samples += source.samples;
  target.values += source.values;
  target.nulls += source.nulls;
  target.trues += source.trues;
  target.falses += source.falses;
  target.integers += source.integers;
  target.decimals += source.decimals;
  for (const example of source.numberExamples ?? []) addNumberExample(target, example);
  if (source.text !== null) {
    target.text ??= new TextStats();
    mergeText(target.text, source.text);
  }
}

export function addNumberExample(stats: ValueStats, value: NumberExample): void {
  stats.numberExamples ??= [];
  const examples = stats.numberExamples;
  if (examples.includes(value)) return;
  let at = examples.length;
  while (at > 0 && isLess(value, examples[at - 1] ?? 0)) at -= 1;
  if (at >= EXAMPLES_MAX) return;
  examples.splice(at, 0, value);
  if (examples.length > EXAMPLES_MAX) examples.pop();
}

function isLess(a: NumberExample, b: NumberExample): boolean {
  const difference = Number(a) - Number(b);
  // Infinities have no difference, and equal doubles none that counts.
  return difference === 0 || Number.isNaN(difference) ? String(a) < String(b) : difference < 0;
}

function mergeLists(target: ValueStats, source: ListStats, pending: ValueStats[]): void {
  target.list ??= new ListStats();
  target.list.count += source.count;
  if (source.items === null) return;
  target.list.items ??= new ValueStats(target.depth + 1, target.isInMap, 0);
  pending.push(target.list.items, source.items);
}

function mergeObjects(target: ValueStats, source: ObjectStats, pending: ValueStats[]): void {
  target.object ??= new ObjectStats();
  const object = target.object;
  object.count += source.count;
  if (source.mapValues !== null) pending.push(mapValuesOf(target, object), source.mapValues);
  if (source.isFolded && !object.isFolded) scheduleFold(target, object, pending);
  if (object.isFolded) {
    for (const field of source.order) pending.push(mapValuesOf(target, object), field.value);
    return;
  }
  for (const field of source.order) {
    const same = object.fields.get(field.key) ?? addField(target, object, field.key, field.position);
    same.presence += field.presence;
    same.position = Math.max(same.position, field.position);
    if (field.isContainer) noteContainer(object, same);
    pending.push(same.value, field.value);
  }
  mergeVariants(object, source);
  scheduleOverFull([target, target.owner], pending);
}

function mergeVariants(target: ObjectStats, source: ObjectStats): void {
  if (source.hasManyVariants) dropVariants(target);
  else if (source.variants !== null) {
    for (const from of source.variants.values()) {
      const to = variantOf(target, from.tagKey, from.tagValue);
      if (to === null) return;
      to.count += from.count;
      for (const field of source.order) {
        const same = target.fields.get(field.key);
        const seen = from.seen[field.index] ?? 0;
        if (same !== undefined && seen > 0) to.seen[same.index] = (to.seen[same.index] ?? 0) + seen;
      }
    }
  }
}

/** Null when there are too many different tags for a union to be of use. */
export function variantOf(object: ObjectStats, tagKey: string, tagValue: string): VariantStats | null {
  if (object.hasManyVariants) return null;
  object.variants ??= new Map();
  const id = `${tagKey}\n${tagValue}`;
  const known = object.variants.get(id);
  if (known !== undefined) return known;
  if (object.variants.size >= VARIANTS_MAX) {
    dropVariants(object);
    return null;
  }
  const variant = new VariantStats(tagKey, tagValue);
  object.variants.set(id, variant);
  return variant;
}
