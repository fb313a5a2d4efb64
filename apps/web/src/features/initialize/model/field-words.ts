import type { FieldType, ShapeChange, ShapeField } from '@jackfield/shape';

const TYPE_WORDS: Record<FieldType, string> = {
  text: 'text',
  number: 'number',
  boolean: 'yes / no',
  date: 'date',
  'date-unix': 'date (UNIX)',
  image: 'image',
  file: 'file',
  list: 'list',
  object: 'object',
  json: 'JSON',
};

const SCALARS: readonly FieldType[] = ['text', 'number', 'boolean', 'date', 'date-unix', 'image', 'file', 'json'];

export interface TypeChoice {
  /** `list:number` for a list of numbers. */
  value: string;
  label: string;
}

export function typeValue(type: FieldType, itemType: FieldType | null): string {
  return type === 'list' && itemType !== null ? `list:${itemType}` : type;
}

export function typeWords(type: FieldType, itemType: FieldType | null): string {
  if (type !== 'list') return TYPE_WORDS[type];
  return itemType === null ? 'list' : `list of ${TYPE_WORDS[itemType]}`;
}

export function parseTypeValue(value: string): { type: FieldType; itemType?: FieldType } | null {
  const [type, itemType] = value.split(':');
  const isType = (word: string | undefined): word is FieldType => word !== undefined && Object.hasOwn(TYPE_WORDS, word);
  if (!isType(type)) return null;
  return isType(itemType) ? { type, itemType } : { type };
}

/** What a field may be made: a list stays a list and an object an object, or either is taken as plain JSON. */
export function typeChoices(field: ShapeField): TypeChoice[] {
  const choice = (type: FieldType, itemType: FieldType | null = null): TypeChoice => ({
    value: typeValue(type, itemType),
    label: typeWords(type, itemType),
  });
  const now = choice(field.type, field.itemType);
  const others =
    field.inferredType === 'list'
      ? [...new Set<FieldType>([...(field.itemType ? [field.itemType] : []), ...SCALARS])].map((item) =>
          choice('list', item),
        )
      : field.inferredType === 'object'
        ? [choice('object')]
        : SCALARS.map((type) => choice(type));
  const all = [...others, choice('json')];
  const known = all.some(({ value }) => value === now.value) ? all : [now, ...all];
  return known.filter(({ value }, index) => known.findIndex((other) => other.value === value) === index);
}

const CHANGE_WORDS: Record<ShapeChange['change'], string> = {
  added: 'is new',
  removed: 'is gone',
  'type-changed': 'has another type',
  widened: 'takes more than before',
  'became-optional': 'may be missing now',
  'became-required': 'is always there now',
  'became-nullable': 'can be empty now',
  'became-non-nullable': 'is never empty now',
  'enum-value-added': 'has a new value',
  'format-lost': 'has lost its format',
};

export function changeWords({ change, before, after }: ShapeChange): string {
  const words = CHANGE_WORDS[change];
  const told = (text: string) => (change === 'type-changed' ? schemaTypeWords(text) : text);
  if (before !== null && after !== null) return `${words}: ${told(before)} → ${told(after)}`;
  return after === null ? words : `${words}: ${told(after)}`;
}

/** The types of JSON Schema under the names that this page gives them. */
const SCHEMA_TYPE_WORDS: Record<string, string | undefined> = {
  string: 'text',
  integer: 'whole number',
  boolean: 'yes / no',
  array: 'list',
  null: 'empty',
};

function schemaTypeWords(text: string): string {
  return text.replace(/[a-z]+/g, (word) => SCHEMA_TYPE_WORDS[word] ?? word);
}

/** A pointer as a person reads it: `data › each › id`. */
export function pathWords(pointer: string): string {
  if (pointer === '') return 'response';
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => (segment === '*' ? 'each' : segment.replaceAll('~1', '/').replaceAll('~0', '~')))
    .join(' › ');
}
