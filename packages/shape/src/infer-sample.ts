import { looksLikeData } from './data-keys.ts';
import type { SampleStatistics } from './statistics.ts';
import { toStatistics } from './statistics-json.ts';
import { addText, EXAMPLES_MAX, isToken, TextStats } from './text-stats.ts';
import {
  addField,
  addNumberExample,
  DEPTH_MAX,
  type FieldStats,
  foldIfOverFull,
  ListStats,
  mapValuesOf,
  noteContainer,
  ObjectStats,
  resolve,
  ValueStats,
  variantOf,
} from './value-stats.ts';

/** Containers still to be walked, each with the place it is counted at. The order does not matter. */
interface Pending {
  readonly values: object[];
  readonly places: ValueStats[];
}

/**
 * Learns from one JSON value (as `JSON.parse` gives it). Never recurses and never writes to a prototype, so depth and
 * keys like `__proto__` are harmless. Lists are merged over all their elements; what is deeper than 200 levels is
 * counted but not looked into. The result is plain JSON that PostgreSQL's jsonb can hold.
 */
export function inferSample(value: unknown): SampleStatistics {
  const root = new ValueStats(0, false, 1);
  const pending: Pending = { values: [], places: [] };
  addValue(root, value, pending);
  for (;;) {
    const next = pending.values.pop();
    const place = pending.places.pop();
    if (next === undefined || place === undefined) return toStatistics(root, 1);
    if (Array.isArray(next)) walkList(resolve(place), next, pending);
    else walkObject(resolve(place), next as Readonly<Record<string, unknown>>, pending);
  }
}

/**
 * `inferSample` of a JSON text: text in, plain data out, so that it can be the whole job of a worker thread.
 * @throws SyntaxError when the text is not JSON.
 */
export function inferText(text: string): SampleStatistics {
  return inferSample(JSON.parse(text));
}

/** Counts a value; what is inside a list or object waits in `pending`. Answers whether it is one of these. */
function addValue(place: ValueStats, value: unknown, pending: Pending): boolean {
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
    pending.values.push(value);
    pending.places.push(place);
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

function walkList(place: ValueStats, list: readonly unknown[], pending: Pending): void {
  place.list ??= new ListStats();
  place.list.count += 1;
  if (list.length === 0 || place.depth >= DEPTH_MAX) return;
  place.list.items ??= new ValueStats(place.depth + 1, place.isInMap, 1);
  const items = place.list.items;
  for (const element of list) addValue(items, element, pending);
}

function walkObject(place: ValueStats, value: Readonly<Record<string, unknown>>, pending: Pending): void {
  place.object ??= new ObjectStats();
  const object = place.object;
  object.count += 1;
  if (place.depth >= DEPTH_MAX) return;
  const keys = Object.keys(value);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const field = object.isFolded ? null : fieldOf(place, object, key, index);
    if (field === null) {
      addValue(mapValuesOf(place, object), value[key], pending);
      continue;
    }
    field.presence += 1;
    if (index > field.position) field.position = index;
    if (addValue(field.value, value[key], pending)) noteContainer(object, field);
  }
  if (object.tagFields.length > 0 && !object.hasManyVariants) addVariant(object, value, keys);
  if (object.isOverFull || place.owner?.object?.isOverFull) foldIfOverFull(place);
}

/** Null for a key that looks like data: its value belongs to the map. */
function fieldOf(place: ValueStats, object: ObjectStats, key: string, index: number): FieldStats | null {
  const usual = object.order[index];
  if (usual !== undefined && usual.key === key) return usual;
  const known = object.fields.get(key);
  if (known !== undefined) return known;
  if (looksLikeData(key)) return null;
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
