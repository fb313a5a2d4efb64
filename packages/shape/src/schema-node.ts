import { toSegment } from './pointer.ts';
import type { FieldChoice, FieldType, ShapeSchema } from './types.ts';

export const ANNOTATION = {
  /** On the root: how many samples the shape was made from. */
  samples: 'x-jackfield-samples',
  /** In how many samples this was seen; as for its parent when missing. */
  seen: 'x-jackfield-seen',
  /** Place among its siblings, as the provider sends them (0 when missing): jsonb does not keep the order of keys. */
  order: 'x-jackfield-order',
  /** Nothing but null was seen, so the type is not known. */
  onlyNull: 'x-jackfield-only-null',
  /** What the builder set by hand (a FieldChoice). */
  choice: 'x-jackfield-choice',
  /** What the samples said where the choice says otherwise. */
  inferred: 'x-jackfield-inferred',
  /** On a date (UNIX): numbers count from 1970. */
  dateUnix: 'x-jackfield-date-unix',
  /** The headers that are kept: a list of name and the number of samples that had it. */
  headers: 'x-jackfield-headers',
  headerSamples: 'x-jackfield-header-samples',
  /** How many samples were entered by hand. */
  entered: 'x-jackfield-entered',
  /** `true`: a text in the response, and opened: this is what it holds. */
  opened: 'x-jackfield-opened',
  /** `false`: left out of pickers, forms, tables and types. */
  included: 'x-jackfield-included',
} as const;

/** A schema that we made, as it is read. Unknown or damaged members read as missing. */
export interface SchemaNode {
  readonly types: readonly string[];
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly required: ReadonlySet<string>;
  readonly items: SchemaNode | null;
  readonly mapValues: SchemaNode | null;
  readonly variants: readonly SchemaVariant[];
  readonly format: string | null;
  readonly enumValues: readonly string[] | null;
  readonly examples: readonly string[];
  readonly isNullable: boolean;
  /** A text that holds JSON, which is not opened. */
  readonly holdsJson: boolean;
  readonly isOpened: boolean;
  readonly choice: FieldChoice;
  readonly inferred: { readonly isOptional?: boolean; readonly isNullable?: boolean };
  readonly seen: number | null;
  readonly order: number;
}

export interface SchemaVariant {
  readonly tagKey: string;
  readonly tagValue: string;
  readonly seen: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
}

type Json = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(schema: Json, key: string): unknown {
  return Object.hasOwn(schema, key) ? schema[key] : undefined;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

/** Reads a schema once, into maps: no key can be mistaken for a member of a prototype. */
export function readSchema(schema: ShapeSchema): SchemaNode {
  const type = member(schema, 'type');
  const types = typeof type === 'string' ? [type] : texts(type);
  const format = member(schema, 'format');
  const enumValues = member(schema, 'enum');
  const examples = member(schema, 'examples');
  const seen = member(schema, ANNOTATION.seen);
  const order = member(schema, ANNOTATION.order);
  const choice = member(schema, ANNOTATION.choice);
  const inferred = member(schema, ANNOTATION.inferred);
  return {
    types: types.filter((name) => name !== 'null'),
    properties: readProperties(member(schema, 'properties')),
    required: new Set(texts(member(schema, 'required'))),
    items: readOptional(member(schema, 'items')),
    mapValues: readOptional(member(schema, 'additionalProperties')),
    variants: readVariants(member(schema, 'oneOf')),
    format: typeof format === 'string' ? format : null,
    enumValues: Array.isArray(enumValues) ? texts(enumValues) : null,
    examples: Array.isArray(examples) ? examples.map(String) : [],
    isNullable: types.includes('null') || member(schema, ANNOTATION.onlyNull) === true,
    holdsJson: isJsonObject(member(schema, 'contentSchema')),
    isOpened: member(schema, ANNOTATION.opened) === true,
    choice: isJsonObject(choice) ? choice : {},
    inferred: isJsonObject(inferred) ? inferred : {},
    seen: typeof seen === 'number' ? seen : null,
    order: typeof order === 'number' ? order : 0,
  };
}

function readOptional(value: unknown): SchemaNode | null {
  return isJsonObject(value) ? readSchema(value) : null;
}

function readProperties(value: unknown): Map<string, SchemaNode> {
  if (!isJsonObject(value)) return new Map();
  const entries = Object.keys(value).map((key): [string, SchemaNode] => {
    const property = value[key];
    return [key, readSchema(isJsonObject(property) ? property : {})];
  });
  return new Map(entries.sort(([a, first], [b, second]) => first.order - second.order || (a < b ? -1 : 1)));
}

function readVariants(value: unknown): SchemaVariant[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).flatMap((variant) => {
    const properties = member(variant, 'properties');
    if (!isJsonObject(properties)) return [];
    for (const [key, property] of Object.entries(properties)) {
      const tagValue = isJsonObject(property) ? member(property, 'const') : undefined;
      if (typeof tagValue !== 'string') continue;
      const required = new Set(texts(member(variant, 'required')));
      return [{ tagKey: key, tagValue, seen: new Set(Object.keys(properties)), required }];
    }
    return [];
  });
}

/** What the samples say a field is, in a builder's words. Mixed or unknown values are `json`. */
export function inferredTypeOf(node: SchemaNode): FieldType {
  if (node.types.length !== 1) return 'json';
  switch (node.types[0]) {
    case 'string':
      return node.format === 'date' || node.format === 'date-time' ? 'date' : 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return 'list';
    case 'object':
      return 'object';
    default:
      return 'json';
  }
}

/** The type to show: what the builder chose, else what the samples say. */
export function typeOf(node: SchemaNode): FieldType {
  return node.choice.type ?? inferredTypeOf(node);
}

export interface Child {
  readonly segment: string;
  readonly key: string;
  readonly node: SchemaNode;
  readonly isOptional: boolean;
}

/** Fields in the provider's order, then the values of a map. */
export function childrenOf(node: SchemaNode): Child[] {
  const children = [...node.properties].map(([key, property]) => ({
    segment: toSegment(key),
    key,
    node: property,
    isOptional: !node.required.has(key),
  }));
  if (node.mapValues !== null) children.push({ segment: '*', key: '*', node: node.mapValues, isOptional: false });
  return children;
}
