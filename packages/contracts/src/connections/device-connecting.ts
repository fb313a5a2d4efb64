import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema, nothing, versionSchema } from '../fields.ts';

export const deviceConnectingEventSchema = z.discriminatedUnion('type', [
  /** What a person needs at the provider, until when. */
  z.strictObject({
    type: z.literal('code'),
    userCode: z.string(),
    verificationUri: z.string(),
    /** With the code in it; null where the provider gives none. */
    verificationUriComplete: z.string().nullable(),
    expiresAt: instantSchema,
  }),
  /** The provider was asked, and nobody has entered it yet; in words where it could not be asked this time. */
  z.strictObject({ type: z.literal('waiting'), trouble: z.string().nullable() }),
  z.strictObject({ type: z.literal('end'), isConnected: z.boolean(), message: z.string(), hint: z.string() }),
]);
export type DeviceConnectingEvent = z.infer<typeof deviceConnectingEventSchema>;

/**
 * Connects an API with its provider by a code that somebody enters there, on any device: gives the code, then waits for
 * it to be entered. What is granted is kept. Cancelled by closing the request.
 */
export const connectByDevice = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/environments/:environmentId/device-connecting',
  may: 'editor',
  mayInLive: 'admin',
  params: z.strictObject({ apiId: idSchema, environmentId: idSchema }),
  query: nothing,
  body: z.strictObject({
    /** The draft that the builder looks at: 409 when another was saved since. */
    version: versionSchema,
  }),
  response: deviceConnectingEventSchema,
  isStream: true,
  problems: ['version_conflict'],
});
