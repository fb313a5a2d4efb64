import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { nameSchema } from './input.ts';

export const listFormatSchema = z.enum(['repeat', 'comma', 'brackets']);
export type ListFormat = z.infer<typeof listFormatSchema>;
export const dateFormatSchema = z.enum(['date-time', 'date', 'unix-seconds', 'unix-milliseconds']);
export type DateFormat = z.infer<typeof dateFormatSchema>;

const base = {
  id: z.string().min(1).max(64),
  /** Always literal: placeholders are not read in it. May be empty while the row is being typed. */
  key: z.string().max(LIMITS.rowKeyCharsMax),
  isEnabled: z.boolean().default(true),
  description: z.string().max(LIMITS.rowValueCharsMax).optional(),
};
const fixed = {
  kind: z.literal('fixed'),
  /** May contain `{{variable}}` and `{{secret}}`. */
  value: z.string().max(LIMITS.rowValueCharsMax),
};
const input = {
  kind: z.literal('input'),
  /** Name of the input, defined in the document's `inputs`. */
  input: nameSchema,
  /** Text around the value; `<value>` stands for it. May contain `{{variable}}` and `{{secret}}`. */
  template: z.string().max(LIMITS.rowValueCharsMax).default('<value>'),
  listFormat: listFormatSchema.default('repeat'),
  dateFormat: dateFormatSchema.default('date-time'),
};

export const rowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, ...fixed }),
  z.strictObject({ ...base, ...input }),
]);
/** One line of headers or form fields. */
export type Row = z.infer<typeof rowSchema>;

const part = {
  /** What the part says it is; absent: nothing for a text, a file's own type for a file. */
  contentType: z.string().max(LIMITS.rowKeyCharsMax).optional(),
  /** What a file is called there; absent: its own name. */
  fileName: z.string().max(LIMITS.rowKeyCharsMax).optional(),
};
export const formDataRowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, ...fixed, ...part }),
  z.strictObject({ ...base, ...input, ...part }),
]);
/** One part of a form-data body. It carries a file where its input is of type file. */
export type FormDataRow = z.infer<typeof formDataRowSchema>;

const place = { place: z.enum(['query', 'body']).default('query') };
export const parameterRowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, ...fixed, ...place }),
  z.strictObject({ ...base, ...input, ...place }),
]);
/** A row that also says where it goes: the query, or a member of the body. */
export type ParameterRow = z.infer<typeof parameterRowSchema>;
