import {
  headerListSchema,
  outcomeSchema,
  phaseSchema,
  runErrorSchema,
  sentRequestSchema,
  timingSchema,
} from '@jackfield/connector';
import { fieldChoicesSchema, shapeChangeSchema, shapeFieldSchema, shapeSchemaSchema } from '@jackfield/shape';
import { z } from 'zod';
import { callSchema } from '../calls/calls.ts';
import { defineEndpoint } from '../endpoint.ts';
import { endUserSchema, idSchema, noBody, nothing, versionSchema } from '../fields.ts';
import { streamedEventSchema, streamedTextSchema } from '../stream-events.ts';

/** What was learned from one response and is not saved yet, together with the samples that were saved before. */
const pendingShape = {
  /** What Save names; the pending statistics are kept for 24 hours. */
  initializationId: idSchema,
  /** The status of a response that is no 2xx: Save keeps it as the error shape. Null: of a success. */
  errorStatus: z.number().int().nullable(),
  /** Without any choice of the builder. */
  schema: shapeSchemaSchema,
  /** What the builder chose before. */
  choices: fieldChoicesSchema,
  /** The lines of the Structured view, with these choices. */
  fields: z.array(shapeFieldSchema),
  /** Against the saved shape; empty on the first time. */
  changes: z.array(shapeChangeSchema),
};
export const pendingShapeSchema = z.strictObject(pendingShape);
export type PendingShape = z.infer<typeof pendingShapeSchema>;

/** One line of the stream, in this order: progress*, head?, (body | event | text)*, file?, shape?, end. */
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
  streamedEventSchema,
  streamedTextSchema,
  /** The body of a success of the response type Image or File, masked. */
  z.strictObject({
    type: z.literal('file'),
    contentType: z.string(),
    fileName: z.string().nullable(),
    bytes: z.number().int(),
    base64: z.string(),
  }),
  z.strictObject({ type: z.literal('shape'), ...pendingShape }),
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
  mayInLive: 'admin',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: z.strictObject({
    environmentId: idSchema,
    /** The draft that the builder looks at: 409 when another was saved since. */
    version: versionSchema,
    /** Values in place of the kept test values, as typed; sensitive ones too, which are then used once and not kept. */
    testValues: z.record(z.string(), z.string()).optional(),
    /** With whose connection, where each end user has their own. */
    user: endUserSchema.optional(),
  }),
  response: initializationEventSchema,
  isStream: true,
  takesFiles: true,
  problems: ['version_conflict'],
});

/** Learns a shape from a response that somebody typed, for what is not ready or must not be called. Saved like another. */
export const enterResponse = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/entered-responses',
  may: 'editor',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: z.strictObject({
    environmentId: idSchema,
    version: versionSchema,
    /** One that is no 2xx makes it a response of the error shape. */
    status: z.number().int().min(200).max(599),
    /** As the API would send it. Of an Image, a File or an empty response there is nothing to say. */
    text: z.string().max(1_000_000, 'A response that is entered may have at most a million characters.'),
  }),
  response: pendingShapeSchema,
  problems: ['version_conflict'],
});

export const deleteErrorShape = defineEndpoint({
  method: 'DELETE',
  path: '/api/calls/:callId/error-shape',
  may: 'editor',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: noBody,
  response: callSchema,
  problems: [],
});

/** Adds what was learned to the call's shape, or to its error shape, as the initialization says. */
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
