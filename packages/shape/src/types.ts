import { z } from 'zod';

/** Types a builder may choose for a field. */
export const fieldTypeSchema = z.enum([
  'text',
  'number',
  'boolean',
  'date',
  'date-unix',
  'image',
  'file',
  'list',
  'object',
  'json',
]);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/** JSON Schema 2020-12 with our annotations under `x-jackfield-…`. Held as plain JSON. */
export type ShapeSchema = { readonly [key: string]: unknown };
export const shapeSchemaSchema: z.ZodType<ShapeSchema> = z.record(z.string(), z.unknown());

/**
 * RFC 6901 pointer into a value; `*` as a segment stands for every element of a list or value of a
 * map, `~2` for a field that is really called `*`.
 */
export const fieldPointerSchema = z.string().max(4_000);

/** One line of the Structured view: a depth-first list of the shape's fields. */
export const shapeFieldSchema = z.strictObject({
  pointer: fieldPointerSchema,
  /** Last segment as shown; '' for the root. */
  key: z.string(),
  depth: z.number().int(),
  type: fieldTypeSchema,
  /** For a list: the type of its elements. */
  itemType: fieldTypeSchema.nullable(),
  /** What was inferred, before the builder's choice. */
  inferredType: fieldTypeSchema,
  format: z.string().nullable(),
  isIncluded: z.boolean(),
  /** Not present in every object that was seen. */
  isOptional: z.boolean(),
  /** Was null in at least one place. */
  isNullable: z.boolean(),
  isMap: z.boolean(),
  /** Each text that was seen is the JSON of an object or a list. */
  holdsJson: z.boolean(),
  /** Its texts are opened: what they hold stands in their place. */
  isOpened: z.boolean(),
  enumValues: z.array(z.string()).nullable(),
  /** At most 3, at most 200 characters each; made up from the shape where no seen values are kept. */
  examples: z.array(z.string()),
  seenInSamples: z.number().int(),
  samples: z.number().int(),
});
export type ShapeField = z.infer<typeof shapeFieldSchema>;

/** What a builder set by hand on a field; never overwritten silently. */
export const fieldChoiceSchema = z.strictObject({
  type: fieldTypeSchema.optional(),
  itemType: fieldTypeSchema.optional(),
  isIncluded: z.boolean().optional(),
  isOptional: z.boolean().optional(),
  isNullable: z.boolean().optional(),
  /** Of a text that holds JSON: a run has the JSON in its place. The one choice that changes what is sent. */
  isOpened: z.boolean().optional(),
});
export type FieldChoice = z.infer<typeof fieldChoiceSchema>;
export const fieldChoicesSchema = z.record(fieldPointerSchema, fieldChoiceSchema);
export type FieldChoices = z.infer<typeof fieldChoicesSchema>;

export const shapeChangeSchema = z.strictObject({
  pointer: fieldPointerSchema,
  change: z.enum([
    'added',
    'removed',
    'type-changed',
    'widened',
    'became-optional',
    'became-required',
    'became-nullable',
    'became-non-nullable',
    'enum-value-added',
    'format-lost',
  ]),
  /** Set where it is about a header of the response; `pointer` is then empty. */
  header: z.string().optional(),
  isBreaking: z.boolean(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ShapeChange = z.infer<typeof shapeChangeSchema>;

/** A header that is part of a shape. */
export interface ShapeHeader {
  name: string;
  /** Not in every sample. */
  isOptional: boolean;
}
