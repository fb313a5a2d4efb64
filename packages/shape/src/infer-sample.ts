import { looksLikeData } from './data-keys.ts';
import type { SampleStatistics } from './statistics.ts';
import { toStatistics } from './statistics-json.ts';
import { addText, EXAMPLES_MAX, isToken, TextStats } from './text-stats.ts';
import {
  addField,
  addNumberExample,
  DEPTH_MAX,
  type FieldStats,
  foldOverFull,
  ListStats,
  mapValuesOf,
  noteContainer,
  ObjectStats,
  resolve,
  ValueStats,
  variantOf,
} from './value-stats.ts';

/**
 * Fields that may be noted before the walk starts again with less depth: no real API has so many, and a body made to
 * have them must not fill the memory. At the last depth, the limits of an object alone keep the number below this.
 */
const FIELDS_NOTED_MAX = 250_000;
const DEPTHS: readonly number[] = [DEPTH_MAX, 16, 8, 4, 2];

/** Containers still to be walked, each with the place it is counted at. The order does not matter. */
interface Walk {
  readonly values: object[];
  readonly places: ValueStats[];
  readonly depthMax: number;
  fieldsNoted: number;
}

/**
 * Learns from one JSON value (as `JSON.parse` gives it). Never recurses and never writes to a prototype, so depth and
 * keys like `__proto__` are harmless. Lists are merged over all their elements; what is deeper than 200 levels is
 * counted but not looked into, and less deep where there would be more than 250,000 fields. The result is plain JSON
 * that PostgreSQL's jsonb can hold.
 */
export function inferSample(value: unknown): SampleStatistics {
  for (const depthMax of DEPTHS) {
    const root = walkTo(depthMax, value);
    if (root !== null) return toStatistics(root, 1);
  }
  throw new Error('An object has more fields than the limits allow.');
}

/** Null when there are too many fields. */
function walkTo(depthMax: number, value: unknown): ValueStats | null {
  const root = new ValueStats(0, false, 1);
  const walk: Walk = { values: [], places: [], depthMax, fieldsNoted: 0 };
  addValue(root, value, walk);
  while (walk.fieldsNoted <= FIELDS_NOTED_MAX) {
    const next = walk.values.pop();
    const place = walk.places.pop();
    if (next === undefined || place === undefined) return root;
    if (Array.isArray(next)) walkList(resolve(place), next, walk);
    // Neither null nor a list: what JSON.parse calls an object.
    else walkObject(resolve(place), next as Readonly<Record<string, unknown>>, walk);
  }
  return null;
}

/**
 * `inferSample` of a JSON text: text in, plain data out, so that it can be the whole job of a worker thread.
 * @throws SyntaxError when the text is not JSON.
 */
export function inferText(text: string): SampleStatistics {
  return inferSample(JSON.parse(text));
}

/** Counts a value; what is inside a list or object waits in the walk. Answers whether it is one of these. */
function addValue(place: ValueStats, value: unknown, walk: Walk): boolean {
  place.values += 1;
  if (typeof value === 'string') {
    place.text ??= new TextStats();
    addText(place.text, value);
    return false;
  }
  if (typeof value === 'number') {
    addNumber(place, value);
    return false;
  }
  if (typeof value === 'object' && value !== null) {
    walk.values.push(value);
    walk.places.push(place);
    return true;
  }
  if (value === true) place.trues += 1;
  else if (value === false) place.falses += 1;
  else place.nulls += 1;
  return false;
}

function addNumber(place: ValueStats, value: number): void {
  if (Number.isInteger(value)) place.integers += 1;
  else place.decimals += 1;
  const last = place.numberExamples?.[EXAMPLES_MAX - 1];
  if (last === undefined || value < last) addNumberExample(place, value);
}

function walkList(place: ValueStats, list: readonly unknown[], walk: Walk): void {
  place.list ??= new ListStats();
  place.list.count += 1;
  if (list.length === 0 || place.depth >= walk.depthMax) return;
  place.list.items ??= new ValueStats(place.depth + 1, place.isInMap, 1);
  const items = place.list.items;
  for (const element of list) addValue(items, element, walk);
}

function walkObject(place: ValueStats, value: Readonly<Record<string, unknown>>, walk: Walk): void {
  place.object ??= new ObjectStats();
  const object = place.object;
  object.count += 1;
  if (place.depth >= walk.depthMax) return;
  const keys = Object.keys(value);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const field = object.isFolded ? null : fieldOf(place, object, key, index, walk);
    if (field === null) {
      addValue(mapValuesOf(place, object), value[key], walk);
      continue;
    }
    field.presence += 1;
    if (index > field.position) field.position = index;
    if (addValue(field.value, value[key], walk)) noteContainer(object, field);
    if (object.isOverFull) foldOverFull(place);
  }
  if (object.tagFields.length > 0 && !object.hasManyVariants) addVariant(object, value, keys);
  // Last, since it merges this place away.
  if (place.owner?.object?.isOverFull) foldOverFull(place.owner);
}

/** Null for a key that looks like data: its value belongs to the map. */
function fieldOf(place: ValueStats, object: ObjectStats, key: string, index: number, walk: Walk): FieldStats | null {
  const usual = object.order[index];
  if (usual !== undefined && usual.key === key) return usual;
  const known = object.fields.get(key);
  if (known !== undefined) return known;
  if (looksLikeData(key)) return null;
  walk.fieldsNoted += 1;
  const field = addField(place, object, key, index);
  field.value.samples = place.isInMap ? 0 : 1;
  return field;
}

/** Notes which fields came together with which tag (`"type": "push"`). */
function addVariant(object: ObjectStats, value: Readonly<Record<string, unknown>>, keys: readonly string[]): void {
  for (const tag of object.tagFields) {
    const text = Object.hasOwn(value, tag.key) ? value[tag.key] : undefined;
    if (text === undefined) continue;
    if (typeof text !== 'string' || !isToken(text)) return;
    const variant = variantOf(object, tag.key, text);
    if (variant === null) return;
    variant.count += 1;
    for (let index = 0; index < keys.length; index += 1) {
      const usual = object.order[index];
      const field = usual !== undefined && usual.key === keys[index] ? usual : object.fields.get(keys[index] ?? '');
      if (field !== undefined) variant.seen[field.index] = (variant.seen[field.index] ?? 0) + 1;
    }
    return;
  }
}
