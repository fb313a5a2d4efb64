import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, nothing } from '../fields.ts';

/** Longer than any command that a browser copies. */
export const COMMAND_CHARS_MAX = 1_000_000;

/**
 * Makes a call of a curl command: of the API at its address, or of a new one; its credentials become secrets of one
 * environment. All of it or nothing.
 */
export const importCurl = defineEndpoint({
  method: 'POST',
  path: '/api/projects/:projectId/imports/curl',
  may: 'editor',
  mayInLive: 'admin',
  params: z.strictObject({ projectId: idSchema }),
  query: nothing,
  body: z.strictObject({
    command: z.string().min(1, 'Paste a command.').max(COMMAND_CHARS_MAX),
    /** Where its secrets are kept. */
    environmentId: idSchema,
    /** A call that is still empty, to be filled instead of adding one, if it is of that same API. */
    intoCallId: idSchema.optional(),
  }),
  response: z.strictObject({
    apiId: idSchema,
    apiName: z.string(),
    callId: idSchema,
    callName: z.string(),
    /** What was made, as sentences. */
    says: z.array(z.string()),
    /** What was left out, or is still to be done, as sentences. */
    notes: z.array(z.string()),
  }),
  problems: ['name_taken', 'version_conflict'],
});
