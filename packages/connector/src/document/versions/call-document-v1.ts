import { z } from 'zod';
import { LIMITS } from '../../limits.ts';
import { responseHeadersSchema } from '../../run/response-headers.ts';
import { inputSchema, nameSchema } from '../input.ts';
import { formDataRowSchema, parameterRowSchema, rowSchema } from '../row.ts';
import { defaultStreamSettings, streamSettingsSchema } from '../stream-settings.ts';

export const useAsSchema = z.enum(['data', 'action', 'both']);
export type UseAs = z.infer<typeof useAsSchema>;

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
/** One of METHODS, or a token of one's own (RFC 9110 §9.1). */
export const methodSchema = z
  .string()
  .max(32)
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'A method is one word, such as GET.');

const rawEscapeSchema = z.enum(['none', 'xml', 'json', 'url']);
export type RawEscape = z.infer<typeof rawEscapeSchema>;

export const bodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('json'), template: z.string().max(LIMITS.bodyTemplateCharsMax) }),
  z.strictObject({
    kind: z.literal('form-urlencoded'),
    rows: z.array(rowSchema).max(LIMITS.rowsMax, `There are at most ${LIMITS.rowsMax} form fields.`),
  }),
  z.strictObject({
    kind: z.literal('form-data'),
    rows: z.array(formDataRowSchema).max(LIMITS.rowsMax, `There are at most ${LIMITS.rowsMax} form fields.`),
  }),
  z.strictObject({
    kind: z.literal('graphql'),
    /** The document, with `{{name}}`; inputs come in by its variables alone. */
    query: z.string().max(LIMITS.bodyTemplateCharsMax),
    /** A JSON template of an object; '' for none. */
    variables: z.string().max(LIMITS.bodyTemplateCharsMax).default(''),
    /** Which operation of the document; '' where it has one. */
    operationName: z.string().max(LIMITS.rowKeyCharsMax).default(''),
  }),
  /** The bytes of one file. */
  z.strictObject({
    kind: z.literal('file'),
    input: nameSchema,
    /** '' for the file's own. */
    contentType: z.string().max(LIMITS.rowKeyCharsMax).default(''),
  }),
  z.strictObject({
    kind: z.literal('raw'),
    contentType: z.string().max(LIMITS.rowKeyCharsMax),
    template: z.string().max(LIMITS.bodyTemplateCharsMax),
    /** Escaping per input name, for uses that do not say it themselves; absent: `xml` for XML content types, else `none`. */
    escapes: z.record(z.string(), rawEscapeSchema).default({}),
    /** `<name>` is read as an input too, beside `_*_name_*_`. */
    readsAngleBrackets: z.boolean().default(false),
  }),
]);
export type Body = z.infer<typeof bodySchema>;
export type BodyKind = Body['kind'];

export const responseTypeSchema = z.enum(['json', 'xml', 'text', 'number', 'image', 'file', 'stream', 'empty']);
export type ResponseType = z.infer<typeof responseTypeSchema>;

/** Version 1 of a stored call. A later version is a file of its own with an `up` from this one. */
export const callDocumentV1Schema = z.strictObject({
  version: z.literal(1),
  useAs: useAsSchema,
  method: methodSchema,
  /** A path joined to the base URL as text, or an absolute URL that replaces it; holds `[inputs]`. */
  url: z.string().max(LIMITS.urlCharsMax),
  parameters: z.array(parameterRowSchema).max(LIMITS.rowsMax, `There are at most ${LIMITS.rowsMax} parameters.`),
  headers: z.array(rowSchema).max(LIMITS.rowsMax, `There are at most ${LIMITS.rowsMax} headers.`),
  body: bodySchema,
  inputs: z.array(inputSchema).max(LIMITS.inputsMax, `There are at most ${LIMITS.inputsMax} inputs.`),
  responseType: responseTypeSchema,
  /** Of the response type Stream. */
  stream: streamSettingsSchema.default(defaultStreamSettings),
  /** Ids of shared rows of the API that this call switches off. */
  disabledSharedRows: z.array(z.string().max(64)).max(LIMITS.rowsMax * 2),
  /** What a run does about a result that is not ok, unless its caller says otherwise. */
  onError: z.enum(['stop', 'continue']),
  responseHeaders: responseHeadersSchema.default({ keep: 'default', names: [] }),
  tries: z.number().int().min(1).max(LIMITS.triesMax),
  /** Header that carries an idempotency key; '' for none. With one, POST and PATCH may be tried again. */
  idempotencyHeader: z.string().max(100),
  notes: z.string().max(LIMITS.notesCharsMax),
});
