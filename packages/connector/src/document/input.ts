import { z } from 'zod';
import { LIMITS } from '../limits.ts';

/** Names of inputs, variables and secrets. */
export const NAME_PATTERN = /^[A-Za-z_][A-Za-z0-9_ .-]{0,63}$/;
export const nameSchema = z
  .string()
  .regex(NAME_PATTERN, 'Start with a letter or _, then letters, digits, space, _ . or -, 64 characters at most.');

export const inputTypeSchema = z.enum(['text', 'number', 'boolean', 'date', 'list', 'object', 'file']);
export type InputType = z.infer<typeof inputTypeSchema>;

/**
 * What a caller passes when it runs a call. One name is one input of one type wherever it stands.
 * Values are kept as the text a person typed; `parseInputText` reads it by type.
 * `undefined` is "no value", `''` is a blank.
 */
export const inputSchema = z.strictObject({
  name: nameSchema,
  type: inputTypeSchema.default('text'),
  isRequired: z.boolean().default(true),
  allowBlank: z.boolean().default(false),
  /** A sensitive input's test value is kept as a secret (slot `input.<name>`), never in the document. */
  isSensitive: z.boolean().default(false),
  /** Only where it fills part of a path: `/` separates segments instead of being encoded. */
  keepsSlashes: z.boolean().default(false),
  /** Required for an input that stands in the host. */
  allowedValues: z.array(z.string().max(253)).max(100).optional(),
  defaultValue: z.string().max(LIMITS.rowValueCharsMax).optional(),
  testValue: z.string().max(LIMITS.bodyTemplateCharsMax).optional(),
  description: z.string().max(LIMITS.rowValueCharsMax).optional(),
  /** Former names that callers may still use. */
  aliases: z.array(nameSchema).max(20).default([]),
});
export type Input = z.infer<typeof inputSchema>;
