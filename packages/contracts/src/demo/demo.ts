import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, noBody, nothing } from '../fields.ts';

/** Adds the API that the server itself serves, with calls to try; where it serves none: `not_found`. */
export const addDemoApi = defineEndpoint({
  method: 'POST',
  path: '/api/projects/:projectId/demo',
  may: 'editor',
  params: z.strictObject({ projectId: idSchema }),
  query: nothing,
  body: noBody,
  /** `callId`: the one to begin with. */
  response: z.strictObject({ apiId: idSchema, callId: idSchema }),
  problems: [],
});
