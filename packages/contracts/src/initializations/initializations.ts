import {
  headerListSchema,
  outcomeSchema,
  phaseSchema,
  runErrorSchema,
  sentRequestSchema,
  timingSchema,
} from '@jackfield/connector';
import { fieldChoicesSchema, shapeChangeSchema, shapeFieldSchema } from '@jackfield/shape';
import { z } from 'zod';
import { callSchema } from '../calls/calls.ts';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, nothing, versionSchema } from '../fields.ts';

/** One line of the stream, in this order: progress*, head?, body*, shape?, end. */
export const initializationEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), phase: phaseSchema }),
  z.strictObject({
    type: z.literal('head'),
    status: z.number().int(),
    statusText: z.string(),
    headers: headerListSchema,
    url: z.string(),
  }),
  /** Masked text of the body, to be joined. */
  z.strictObject({ type: z.literal('body'), text: z.string() }),
  z.strictObject({
    type: z.literal('shape'),
    /** What Save names; the pending statistics are kept for 24 hours. */
    initializationId: idSchema,
    fields: z.array(shapeFieldSchema),
    /** Against the saved shape; empty on the first time. */
    changes: z.array(shapeChangeSchema),
  }),
  z.strictObject({
    type: z.literal('end'),
    outcome: outcomeSchema,
    status: z.number().int().nullable(),
    ok: z.boolean(),
    bodyKind: z.enum(['json', 'text', 'binary', 'none']),
    sizeBytes: z.number().int(),
    error: runErrorSchema.nullable(),
    warnings: z.array(z.string()),
    timing: timingSchema,
    attempts: z.number().int(),
    request: sentRequestSchema.nullable(),
  }),
]);
export type InitializationEvent = z.infer<typeof initializationEventSchema>;

/** Sends the saved draft with its test values and the environment's values. Cancelled by closing the request. */
export const initializeCall = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/initializations',
  may: 'editor',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: z.strictObject({
    environmentId: idSchema,
    /** The draft that the builder looks at: 409 when another was saved since. */
    version: versionSchema,
    /** Values in place of the kept test values, as typed; sensitive ones too, which are then used once and not kept. */
    testValues: z.record(z.string(), z.string()).optional(),
  }),
  response: initializationEventSchema,
  isStream: true,
  problems: ['version_conflict'],
});

export const saveShape = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/shape',
  may: 'editor',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  /** `choices`: what was chosen anew; earlier choices stand beside them. */
  body: z.strictObject({ initializationId: idSchema, choices: fieldChoicesSchema }),
  response: callSchema,
  problems: ['initialization_expired'],
});
