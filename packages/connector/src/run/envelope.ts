import { z } from 'zod';

/** Why a run has no response. Each has a section in docs/errors.md. */
export const errorKindSchema = z.enum([
  'dns',
  'blocked',
  'connect',
  'tls',
  'timeout',
  'connection_lost',
  'protocol',
  'too_large',
  'too_many_redirects',
  'decode',
  'shape',
  'auth',
  'rate_limited',
  'config',
  'input',
  'cancelled',
]);
export type ErrorKind = z.infer<typeof errorKindSchema>;

export const phaseSchema = z.enum(['prepare', 'dns', 'connect', 'tls', 'send', 'first_byte', 'body', 'whole_run']);
export type Phase = z.infer<typeof phaseSchema>;

export const runErrorSchema = z.strictObject({
  kind: errorKindSchema,
  phase: phaseSchema.optional(),
  /** What happened, in one sentence. */
  message: z.string(),
  /** The particulars (a host, a position, a limit), masked. */
  detail: z.string(),
  /** One thing to try. */
  hint: z.string(),
});
export type RunError = z.infer<typeof runErrorSchema>;

export const outcomeSchema = z.union([z.literal('response'), errorKindSchema]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Milliseconds; a phase that did not happen (a reused connection, no TLS) is null. */
export const timingSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  dnsMs: z.number().nullable(),
  connectMs: z.number().nullable(),
  tlsMs: z.number().nullable(),
  firstByteMs: z.number().nullable(),
  downloadMs: z.number().nullable(),
  totalMs: z.number(),
});
export type Timing = z.infer<typeof timingSchema>;

/** Header names are lower case; a repeated header stands as often as it was sent, in order. */
export const headerListSchema = z.array(z.tuple([z.string(), z.string()]));
export type HeaderList = z.infer<typeof headerListSchema>;

/** A file as it is shown: never its bytes. */
export const sentFileSchema = z.strictObject({
  fileName: z.string(),
  contentType: z.string(),
  bytes: z.number().int(),
});
export type SentFile = z.infer<typeof sentFileSchema>;

/** A part of a form-data body: a text, or a file. */
export const sentPartSchema = z.strictObject({
  name: z.string(),
  value: z.string().nullable(),
  contentType: z.string().nullable(),
  file: sentFileSchema.nullable(),
});
export type SentPart = z.infer<typeof sentPartSchema>;

/** A request as it was, or would be, sent: masked, secrets as `{{name}}` where the name is known. */
export const sentRequestSchema = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: headerListSchema,
  body: z.string().nullable(),
  bodyBytes: z.number().int(),
  /** The parts of a form-data body, which `body` shows as one text. */
  form: z.array(sentPartSchema).optional(),
  /** The file that is the whole body. */
  file: sentFileSchema.optional(),
});
export type SentRequest = z.infer<typeof sentRequestSchema>;

/**
 * The answer of a run, always of this form, so that no option moves a field.
 * The server splices `data` in as the bytes that came; it is `unknown` here on purpose.
 */
export const envelopeSchema = z.strictObject({
  outcome: outcomeSchema,
  status: z.number().int().nullable(),
  ok: z.boolean(),
  headers: z.record(z.string(), z.string()),
  data: z.unknown(),
  rawBody: z.string().nullable().optional(),
  error: runErrorSchema.nullable(),
  warnings: z.array(z.string()),
  timing: timingSchema,
  attempts: z.number().int(),
});
export type Envelope = z.infer<typeof envelopeSchema>;
