import { outcomeSchema, phaseSchema, runErrorSchema, sentRequestSchema, timingSchema } from '@jackfield/connector';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { endUserSchema, idSchema, noBody, nothing } from '../fields.ts';
import { dryRunSchema, onErrorSchema } from '../run/run.ts';
import { streamedEventSchema, streamedTextSchema } from '../stream-events.ts';

export const usedAsSchema = z.enum(['data', 'action']);
export type UsedAs = z.infer<typeof usedAsSchema>;

/** Why a call cannot be used yet; `fix` is one thing to do about it. */
export const usageReasonSchema = z.strictObject({
  code: z.enum(['not_initialized', 'must_reinitialize', 'not_set_up', 'not_confirmed']),
  message: z.string(),
  fix: z.string(),
});
export type UsageReason = z.infer<typeof usageReasonSchema>;

/** For each call of the project what keeps it from being used in an environment; no reasons: it is usable. */
export const listUsableCalls = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/usable-calls',
  may: 'viewer',
  params: z.strictObject({ projectId: idSchema }),
  query: z.strictObject({ environmentId: idSchema }),
  body: noBody,
  response: z.strictObject({
    calls: z.array(z.strictObject({ callId: idSchema, reasons: z.array(usageReasonSchema) })),
  }),
  problems: [],
});

/** One line of the stream, in this order: progress*, (event | text)*, data*, end. Of a stream `data` is left out. */
export const handRunEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), phase: phaseSchema }),
  /** Masked text of the envelope's `data`, to be joined: as text, so that no digit of it is lost on the way. */
  z.strictObject({ type: z.literal('data'), text: z.string() }),
  streamedEventSchema,
  streamedTextSchema,
  /** The rest of the envelope. */
  z.strictObject({
    type: z.literal('end'),
    outcome: outcomeSchema,
    status: z.number().int().nullable(),
    statusText: z.string(),
    ok: z.boolean(),
    /** What the run API answers with to the same run. */
    answeredStatus: z.number().int(),
    headers: z.record(z.string(), z.string()),
    /** Of an answer that is not 2xx and no JSON. */
    rawBody: z.string().nullable(),
    sizeBytes: z.number().int(),
    error: runErrorSchema.nullable(),
    warnings: z.array(z.string()),
    timing: timingSchema,
    attempts: z.number().int(),
    request: sentRequestSchema.nullable(),
  }),
]);
export type HandRunEvent = z.infer<typeof handRunEventSchema>;

/**
 * Runs an initialized call by hand, with the rules of the run API: as data by whoever may look, as an action by editors,
 * in Live by admins. Cancelled by closing the request.
 */
export const runCall = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/runs',
  may: 'viewer',
  mayAct: 'editor',
  mayInLive: 'admin',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: z.strictObject({
    environmentId: idSchema,
    as: usedAsSchema,
    inputs: z.record(z.string(), z.unknown()),
    /** Instead of what the call is set to. */
    onError: onErrorSchema.optional(),
    /** With whose connection, where each end user has their own. */
    user: endUserSchema.optional(),
  }),
  response: handRunEventSchema,
  isStream: true,
  takesFiles: true,
  problems: ['call_not_initialized', 'call_not_runnable'],
});

/**
 * Prepares a run as it would be, checks all that a run checks, and sends nothing. With `inputs` it is the run of who
 * uses the call; without, that of Initialize, with the draft's test values.
 */
export const dryRunCall = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/dry-runs',
  may: 'viewer',
  mayInLive: 'admin',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: z.strictObject({
    environmentId: idSchema,
    inputs: z.record(z.string(), z.unknown()).optional(),
    /** With whose connection, where each end user has their own. */
    user: endUserSchema.optional(),
  }),
  response: dryRunSchema,
  takesFiles: true,
  problems: [],
});
