import type { PlaceStatistics, SampleStatistics } from './statistics.ts';
import { TextStats } from './text-stats.ts';
import {
  addField,
  ListStats,
  type NumberExample,
  noteContainer,
  ObjectStats,
  ValueStats,
  variantOf,
} from './value-stats.ts';

/** The flat, canonical record: equal statistics give equal records, whatever the order they were gathered in. */
export function toStatistics(root: ValueStats, samples: number): SampleStatistics {
  const queue: ValueStats[] = [root];
  const places: PlaceStatistics[] = [];
  for (let index = 0; index < queue.length; index += 1) {
    const stats = queue[index];
    if (stats !== undefined) places.push(toPlace(stats, queue));
  }
  return { version: 1, samples, places };
}

function toPlace(stats: ValueStats, queue: ValueStats[]): PlaceStatistics {
  const place: PlaceStatistics = { values: stats.values };
  for (const name of ['samples', 'nulls', 'trues', 'falses', 'integers', 'decimals'] as const) {
    if (stats[name] > 0) place[name] = stats[name];
  }
  if (stats.numberExamples !== null) place.numberExamples = stats.numberExamples.map(String);
  if (stats.text !== null) {
    const { count, format, tokens, examples } = stats.text;
    place.text = { count, examples: [...examples] };
    if (format !== null && format !== undefined) place.text.format = format;
    if (tokens !== null) place.text.tokens = [...tokens].sort(([a], [b]) => (a < b ? -1 : 1));
    if (stats.inner) place.text.json = queue.push(stats.inner) - 1;
  }
  if (stats.list !== null) {
    place.list = { count: stats.list.count };
    if (stats.list.items !== null) place.list.items = queue.push(stats.list.items) - 1;
  }
  if (stats.object !== null) place.object = toObjectPlace(stats.object, queue);
  return place;
}

function toObjectPlace(object: ObjectStats, queue: ValueStats[]): NonNullable<PlaceStatistics['object']> {
  const sorted = [...object.order].sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1));
  const place: NonNullable<PlaceStatistics['object']> = {
    count: object.count,
    fields: sorted.map((field) => [field.key, queue.push(field.value) - 1, field.presence, field.position]),
  };
  if (object.isFolded) place.isFolded = true;
  if (object.mapValues !== null) place.mapValues = queue.push(object.mapValues) - 1;
  if (object.hasManyVariants && !object.isFolded) place.hasManyVariants = true;
  if (object.variants !== null) {
    place.variants = [...object.variants]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { tagKey, tagValue, count, seen }]) => [
        tagKey,
        tagValue,
        count,
        sorted.map((field) => seen[field.index] ?? 0),
      ]);
  }
  return place;
}

/** The way back. @throws Error when a place refers to one that is not there. */
export function fromStatistics(statistics: SampleStatistics): ValueStats {
  const root = new ValueStats(0, false, 0);
  const queue: [ValueStats, number][] = [[root, 0]];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [stats, index] = next;
    const place = statistics.places[index];
    if (place === undefined) throw new Error(`The statistics refer to place ${index}, which they do not have.`);
    fromPlace(stats, place, statistics, queue);
  }
  return root;
}

function fromPlace(
  stats: ValueStats,
  place: PlaceStatistics,
  statistics: SampleStatistics,
  queue: [ValueStats, number][],
): void {
  stats.samples = place.samples ?? 0;
  stats.values = place.values;
  stats.nulls = place.nulls ?? 0;
  stats.trues = place.trues ?? 0;
  stats.falses = place.falses ?? 0;
  stats.integers = place.integers ?? 0;
  stats.decimals = place.decimals ?? 0;
  stats.numberExamples = place.numberExamples?.map(readNumberExample) ?? null;
  if (place.text !== undefined) {
    stats.text = new TextStats();
    stats.text.count = place.text.count;
    stats.text.format = place.text.format ?? null;
    stats.text.tokens = place.text.tokens === undefined ? null : new Map(place.text.tokens);
    stats.text.examples.push(...place.text.examples);
    stats.inner = null;
    if (place.text.json !== undefined) {
      stats.inner = new ValueStats(stats.depth, stats.isInMap, 0);
      queue.push([stats.inner, place.text.json]);
    }
  }
  if (place.list !== undefined) {
    stats.list = new ListStats();
    stats.list.count = place.list.count;
    if (place.list.items !== undefined) {
      stats.list.items = new ValueStats(stats.depth + 1, stats.isInMap, 0);
      queue.push([stats.list.items, place.list.items]);
    }
  }
  if (place.object !== undefined) fromObjectPlace(stats, place.object, statistics, queue);
}

function readNumberExample(text: string): NumberExample {
  const value = Number(text);
  return String(value) === text ? value : text;
}

function fromObjectPlace(
  stats: ValueStats,
  place: NonNullable<PlaceStatistics['object']>,
  { places }: SampleStatistics,
  queue: [ValueStats, number][],
): void {
  const object = new ObjectStats();
  stats.object = object;
  object.count = place.count;
  object.isFolded = place.isFolded ?? false;
  for (const [key, index, presence, position] of place.fields) {
    const field = addField(stats, object, key, position);
    field.presence = presence;
    if (places[index]?.list !== undefined || places[index]?.object !== undefined) noteContainer(object, field);
    queue.push([field.value, index]);
  }
  if (place.mapValues !== undefined) {
    object.mapValues = new ValueStats(stats.depth + 1, true, 0);
    queue.push([object.mapValues, place.mapValues]);
  }
  if (place.isFolded || place.hasManyVariants) object.hasManyVariants = true;
  for (const [tagKey, tagValue, count, seen] of place.variants ?? []) {
    const variant = variantOf(object, tagKey, tagValue);
    if (variant !== null) variant.count = count;
    variant?.seen.push(...seen);
  }
}
