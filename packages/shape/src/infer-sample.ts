import { looksLikeData } from './data-keys.ts';
import { isWholeNumber, markInexactNumbers } from './exact-numbers.ts';
import { JsonTexts } from './json-texts.ts';
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
 * With more fields the walk starts again with less depth. Twice what the Structured view shows: responses of real APIs
 * have a few thousand, and what is learned has to be stored without holding up the server.
 */
const FIELDS_MAX = 10_000;
/** Fields that were noted may have become a map since, so they are counted anew each time so many were added. */
const FIELDS_PER_COUNT = 2_000;
const DEPTHS: readonly number[] = [DEPTH_MAX, 16, 12, 8, 6, 4, 3, 2, 1];

/** Containers still to be walked, each with the place it is counted at. The order does not matter. */
interface Walk {
  readonly values: object[];
  readonly places: ValueStats[];
  readonly depthMax: number;
  /** What a text begins with that stands for a number. */
  numberMark: string | null;
  readonly texts: JsonTexts;
  /** Since they were last counted. */
  fieldsNoted: number;
}

/**
 * Learns from one JSON value (as `JSON.parse` gives it). Never recurses and never writes to a prototype, so depth and
 * keys like `__proto__` are harmless. Lists are merged over all their elements; what is deeper than 200 levels is
 * counted but not looked into, and less deep where there would be more than 10,000 fields. The result is plain JSON
 * that PostgreSQL's jsonb can hold.
 */
export function inferSample(value: unknown): SampleStatistics {
  return inferMarked(value, null);
}

function inferMarked(value: unknown, numberMark: string | null): SampleStatistics {
  for (const depthMax of DEPTHS) {
    const root = walkTo(depthMax, value, numberMark);
    if (root !== null) return toStatistics(root, 1);
  }
  // One object alone becomes a map long before.
  throw new Error('An object has more fields than the limits allow.');
}

/** Null when there are too many fields. */
function walkTo(depthMax: number, value: unknown, numberMark: string | null): ValueStats | null {
  const root = new ValueStats(0, false, 1);
  const texts = new JsonTexts();
  const walk: Walk = { values: [], places: [], depthMax, numberMark, texts, fieldsNoted: 0 };
  addValue(root, value, walk);
  for (;;) {
    if (walk.fieldsNoted >= FIELDS_PER_COUNT) {
      if (countFields(root) > FIELDS_MAX) return null;
      walk.fieldsNoted = 0;
    }
    const next = walk.values.pop();
    const place = walk.places.pop();
    if (next === undefined || place === undefined) {
      const text = texts.next();
      if (text === null) return root;
      walk.numberMark = text.numberMark;
      addValue(text.place, text.value, walk);
      continue;
    }
    if (Array.isArray(next)) walkList(resolve(place), next, walk);
    // Neither null nor a list: what JSON.parse calls an object.
    else walkObject(resolve(place), next as Readonly<Record<string, unknown>>, walk);
  }
}

function countFields(root: ValueStats): number {
  const pending: (ValueStats | null)[] = [root];
  let count = 0;
  for (let stats = pending.pop(); stats !== undefined; stats = pending.pop()) {
    if (stats === null) continue;
    count += stats.object?.order.length ?? 0;
    for (const field of stats.object?.order ?? []) pending.push(field.value);
    pending.push(stats.object?.mapValues ?? null, stats.list?.items ?? null, stats.inner ?? null);
  }
  return count;
}

/**
 * `inferSample` of a JSON text: text in, plain data out, so that it can be the whole job of a worker thread. Examples
 * of numbers keep all their digits.
 * @throws SyntaxError when the text is not JSON.
 */
export function inferText(text: string): SampleStatistics {
  const value: unknown = JSON.parse(text);
  const { json, mark } = markInexactNumbers(text);
  return mark === null ? inferMarked(value, null) : inferMarked(JSON.parse(json), mark);
}

/** Counts a value; what is inside a list or object waits in the walk. Answers whether it is one of these. */
function addValue(place: ValueStats, value: unknown, walk: Walk): boolean {
  place.values += 1;
  if (typeof value === 'string') {
    if (walk.numberMark !== null && value.startsWith(walk.numberMark)) {
      addExactNumber(place, value.slice(walk.numberMark.length));
      return false;
    }
    place.text ??= new TextStats();
    addText(place.text, value);
    walk.texts.note(place, value);
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
  if (last === undefined || value <= Number(last)) addNumberExample(place, value);
}

function addExactNumber(place: ValueStats, text: string): void {
  if (isWholeNumber(text)) place.integers += 1;
  else place.decimals += 1;
  addNumberExample(place, text);
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
