import { type FieldStats, mergeValues, type ObjectStats, ValueStats } from './value-stats.ts';

/** Fewer keys than this are taken for field names, unless no key is in most of the objects. */
const MAP_KEYS_MIN = 10;
const CHANGING_KEYS_MIN = 4;
const ALIKE_SHARE_MIN = 0.8;
/** Codes such as `EUR`, `de`, `US-CA`: too alike to be names. */
const CODE = /^[A-Z]{2,5}$|^[a-z]{2}(?:[-_][A-Za-z]{2})?$|^[A-Z]{2}[-_][A-Z0-9]{1,3}$/;

/**
 * Whether fields that were kept apart are the entries of a map after all: many objects of one make, codes as keys, or
 * keys that change from object to object. A function of the statistics, so the order of samples cannot matter.
 */
export function isMapOfFields(object: ObjectStats): boolean {
  const fields = object.order;
  if (fields.length < CHANGING_KEYS_MIN || object.tagFields.length > 0) return false;
  const first = fields[0];
  const kind = first === undefined ? null : kindOf(first.value);
  if (kind === null || !fields.every((field) => kindOf(field.value) === kind)) return false;
  const isChanging = areChanging(fields, object.count);
  if (kind === 'object') return (fields.length >= MAP_KEYS_MIN || isChanging) && areOfOneMake(fields);
  if (isChanging) return true;
  return fields.length >= MAP_KEYS_MIN && fields.every((field) => CODE.test(field.key));
}

/** Nearly every object brings keys of its own; rare fields of a record come back sooner or later. */
function areChanging(fields: readonly FieldStats[], objects: number): boolean {
  const uses = fields.reduce((sum, field) => sum + field.presence, 0);
  return objects >= 3 && uses <= fields.length * 2 && fields.every((field) => field.presence * 2 <= objects);
}

/** One kind of value, null aside; null for mixed or unknown ones. */
function kindOf(stats: ValueStats): string | null {
  const kinds: string[] = [];
  if (stats.trues + stats.falses > 0) kinds.push('boolean');
  if (stats.integers + stats.decimals > 0) kinds.push('number');
  if (stats.text !== null) kinds.push('text');
  // One or several of a thing is a habit of its own, so objects may stand beside lists.
  if (stats.object !== null) kinds.push('object');
  else if (stats.list !== null) kinds.push('list');
  return kinds.length === 1 ? (kinds[0] ?? null) : null;
}

/** Objects are of one make when nearly all of them have a key in common. */
function areOfOneMake(fields: readonly FieldStats[]): boolean {
  const times = new Map<string, number>();
  for (const { value } of fields) {
    for (const key of value.object?.fields.keys() ?? []) times.set(key, (times.get(key) ?? 0) + 1);
    if (value.object?.mapValues != null) times.set('', (times.get('') ?? 0) + 1);
  }
  return [...times.values()].some((count) => count >= fields.length * ALIKE_SHARE_MIN);
}

/** The values of a map, whether its keys looked like data, were too many, or were found to be alike. */
export function mergedMapValues(parent: ValueStats, object: ObjectStats): ValueStats {
  const values = new ValueStats(parent.depth + 1, true, 0);
  if (object.mapValues !== null) mergeValues(values, object.mapValues);
  for (const field of object.order) mergeValues(values, field.value);
  return values;
}
