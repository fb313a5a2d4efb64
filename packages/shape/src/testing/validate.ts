import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { ShapeSchema } from '../types.ts';

/** It also refuses a schema that is not one of its dialect. */
const ajv = new Ajv2020({ strict: false, ownProperties: true, formats: fullFormats, logger: false });

/**
 * What an independent validator has against the value; empty when it fits. Ajv passes over a property called
 * `__proto__` on purpose, so that name is changed on both sides first.
 */
export function validate(schema: ShapeSchema, value: unknown): string[] {
  return compileValidator(schema)(value);
}

/** The same, for many values. */
export function compileValidator(schema: ShapeSchema): (value: unknown) => string[] {
  const copy = withoutProto(schema);
  const check = ajv.compile(copy);
  ajv.removeSchema(copy);
  return (value) =>
    check(withoutProto(value)) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

function withoutProto<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('"__proto__"', '"a __proto__"'));
}
