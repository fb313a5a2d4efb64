import { envelopeSchema, runErrorSchema, sentRequestSchema } from '@jackfield/connector';
import { z } from 'zod';
import { endUserSchema } from '../fields.ts';

/** Served by node:http before Express, so it is declared beside the endpoints rather than among them. */
export const RUN_PATH_PREFIX = '/run/v1/';

export const onErrorSchema = z.enum(['stop', 'continue']);
export type OnError = z.infer<typeof onErrorSchema>;
/**
 * Of the answer to a run that was told to stop, where the result is not ok: a client that looks at the status alone stops
 * too. Of the 4xx, since clients and proxies send again what was answered with a 5xx.
 */
export const STOPPED_STATUS = 424;

/**
 * `POST /run/v1/{project}/{api}/{call}` with `Authorization: Bearer <token>`. As multipart/form-data the inputs are JSON in
 * the part `inputs`, and each file is a part of its own by the name of its input.
 */
export const runRequestSchema = z.strictObject({
  inputs: z.record(z.string(), z.unknown()).optional(),
});
export const runQuerySchema = z.strictObject({
  /**
   * `envelope` (default), the upstream's bytes as they are, or the events of a stream as they come, which
   * `Accept: text/event-stream` asks for too.
   */
  answer: z.enum(['envelope', 'body', 'stream']).optional(),
  include: z.enum(['rawBody']).optional(),
  /** Instead of those that the call is set to keep: the default set, or all. */
  headers: z.enum(['default', 'all']).optional(),
  /** Which way a call of use Both is meant. */
  as: z.enum(['data', 'action']).optional(),
  /** Instead of what the call is set to: `stop` answers a result that is not ok with `STOPPED_STATUS`. */
  onError: onErrorSchema.optional(),
  /** Prepares and checks everything, and sends nothing. */
  dryRun: z.enum(['true', 'false']).optional(),
  /** With whose connection, where each end user has their own: needed there, and refused elsewhere. */
  user: endUserSchema.optional(),
});
export const runResponseSchema = envelopeSchema;

/** The answer of a dry run, whatever was asked for besides. */
export const dryRunSchema = z.strictObject({
  /** Whether it would be sent. */
  ok: z.boolean(),
  /** As it would be sent, secrets as `{{name}}`; null where it cannot be put together. */
  request: sentRequestSchema.nullable(),
  /** The same as a command for a shell. */
  curl: z.string().nullable(),
  error: runErrorSchema.nullable(),
  warnings: z.array(z.string()),
});
export type DryRun = z.infer<typeof dryRunSchema>;

/**
 * What a run of a stream answers with as `text/event-stream`: the name of each server-sent event and its data, in this
 * order: head?, (event | text)*, end. Lines that begin with a colon only keep the connection open.
 */
export const runStreamEventSchemas = {
  head: z.strictObject({
    status: z.number().int(),
    ok: z.boolean(),
    headers: z.record(z.string(), z.string()),
  }),
  /** One event of the upstream, as `events` of the envelope has it. */
  event: z.strictObject({ event: z.string().optional(), id: z.string().optional(), data: z.unknown() }),
  /** What it adds to the text. */
  text: z.strictObject({ text: z.string() }),
  /** The envelope. Of a success `data` is `{text}`, all of it; its events were sent before. */
  end: envelopeSchema,
} as const;
