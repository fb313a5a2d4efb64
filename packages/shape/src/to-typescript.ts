import { readSchema, type SchemaNode, type SchemaVariant } from './schema-node.ts';
import type { ShapeSchema } from './types.ts';

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const INDENT = '  ';

/**
 * The shape as one exported TypeScript type, true of what the upstream sends. Fields that the builder left out are not
 * in it; what was chosen to be JSON is `unknown`. `typeName` is made a valid name first.
 */
export function toTypeScript(schema: ShapeSchema, typeName: string): string {
  return `export type ${toTypeName(typeName)} = ${toType(readSchema(schema), '')};\n`;
}

/** `Create payment` becomes `CreatePayment`. */
function toTypeName(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  if (joined === '') return 'Response';
  return /^\d/.test(joined) ? `T${joined}` : joined;
}

/** Recursion is bounded: a shape is 200 levels deep at most. */
function toType(node: SchemaNode, indent: string): string {
  if (node.choice.type === 'json') return 'unknown';
  const members = node.types.map((type) => toMember(type, node, indent));
  if (members.length === 0) return chosenType(node) ?? 'unknown';
  if (node.isNullable) members.push('null');
  return [...new Set(members)].join(' | ');
}

/** Where the samples only showed null, the builder's choice is all there is. */
function chosenType(node: SchemaNode): string | null {
  const orNull = node.isNullable ? ' | null' : '';
  switch (node.choice.type) {
    case 'text':
    case 'date':
    case 'image':
    case 'file':
      return `string${orNull}`;
    case 'number':
    case 'date-unix':
      return `number${orNull}`;
    case 'boolean':
      return `boolean${orNull}`;
    case 'list':
      return `unknown[]${orNull}`;
    case 'object':
      return `{ [key: string]: unknown }${orNull}`;
    default:
      return null;
  }
}

function toMember(type: string, node: SchemaNode, indent: string): string {
  switch (type) {
    case 'string':
      return node.enumValues === null ? 'string' : node.enumValues.map((value) => JSON.stringify(value)).join(' | ');
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return node.items === null ? 'unknown[]' : `Array<${toType(node.items, indent)}>`;
    case 'object':
      return toObjectType(node, indent);
    default:
      return 'unknown';
  }
}

function toObjectType(node: SchemaNode, indent: string): string {
  if (node.variants.length === 0) return toRecord(node, null, indent);
  return node.variants.map((variant) => toRecord(node, variant, indent)).join(' | ');
}

function toRecord(node: SchemaNode, variant: SchemaVariant | null, indent: string): string {
  const inner = indent + INDENT;
  const lines: string[] = [];
  const types = new Set<string>();
  for (const [key, property] of node.properties) {
    if (property.choice.isIncluded === false || (variant !== null && !variant.seen.has(key))) continue;
    const isTag = variant?.tagKey === key;
    const type = isTag ? JSON.stringify(variant.tagValue) : toType(property, inner);
    const isRequired = (variant?.required ?? node.required).has(key);
    types.add(isRequired ? type : `${type} | undefined`);
    lines.push(`${comment(property, inner)}${inner}${toKey(key)}${isRequired ? '' : '?'}: ${type};`);
  }
  if (node.mapValues !== null) {
    // An index signature has to allow what the named fields are.
    const all = [...new Set([toType(node.mapValues, inner), ...types])].join(' | ');
    lines.push(`${inner}[key: string]: ${all};`);
  }
  if (lines.length === 0) return node.properties.size > 0 ? '{ [key: string]: unknown }' : 'Record<string, unknown>';
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function comment(node: SchemaNode, indent: string): string {
  if (node.choice.type === 'date-unix') return `${indent}/** Date: counted from 1970 (UNIX). */\n`;
  return node.format === null ? '' : `${indent}/** ${node.format.replaceAll('*/', '')} */\n`;
}

function toKey(key: string): string {
  return IDENTIFIER.test(key) ? key : JSON.stringify(key);
}
