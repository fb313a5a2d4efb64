import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { doneSchema, endUserSchema, idSchema, instantSchema, noBody, nothing, versionSchema } from '../fields.ts';
import { initializationEventSchema } from '../initializations/initializations.ts';

/** How an API's connection with its provider stands in an environment. Nothing of a token. */
export const connectionSchema = z.strictObject({
  /** `none`: nothing was granted yet; `failing`: the last try gave nothing, which may pass; `broken`: it will not pass by itself. */
  state: z.enum(['none', 'valid', 'ended', 'failing', 'broken']),
  /** Null: the provider did not say. */
  validUntil: instantSchema.nullable(),
  refreshedAt: instantSchema.nullable(),
  /** When the provider was last asked, and in words why it gave nothing; null where it did. */
  triedAt: instantSchema.nullable(),
  failure: z.string().nullable(),
  /** What the last answer had that a person should know. */
  note: z.string().nullable(),
  /** As the provider granted them; null where it did not say. */
  scopes: z.string().nullable(),
  /** Whose account it is, as the provider says; who connected it, and when. Null where nobody had to. */
  account: z.string().nullable(),
  connectedBy: z.string().nullable(),
  connectedAt: instantSchema.nullable(),
  /** Where providers send people back to: the same for all APIs, to be entered at the provider. */
  callbackUrl: z.string(),
});
export type Connection = z.infer<typeof connectionSchema>;

const params = z.strictObject({ apiId: idSchema, environmentId: idSchema });

export const getConnection = defineEndpoint({
  method: 'GET',
  path: '/api/apis/:apiId/environments/:environmentId/connection',
  may: 'viewer',
  params,
  query: nothing,
  body: noBody,
  response: connectionSchema,
  problems: [],
});

/** Forgets what was granted: the next run asks anew. */
export const clearConnection = defineEndpoint({
  method: 'DELETE',
  path: '/api/apis/:apiId/environments/:environmentId/connection',
  may: 'editor',
  mayInLive: 'admin',
  params,
  query: nothing,
  body: noBody,
  response: doneSchema,
  problems: [],
});

/**
 * Begins to connect an API with its provider in this browser: somebody is sent to `url`, and comes back to the
 * callback within ten minutes. Sets a cookie that binds the answer to this browser.
 */
export const startConnecting = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/environments/:environmentId/connecting',
  may: 'editor',
  mayInLive: 'admin',
  params,
  query: nothing,
  body: z.strictObject({
    version: versionSchema,
    /** Where each end user has their own connection: whose it will be. */
    user: endUserSchema.optional(),
  }),
  response: z.strictObject({ url: z.string() }),
  problems: ['version_conflict'],
});

/** Takes what a provider sent somebody back with: the query string of the callback. Good once, in the same browser. */
export const finishConnecting = defineEndpoint({
  method: 'POST',
  path: '/api/connecting',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: z.strictObject({ parameters: z.string().max(20_000) }),
  response: z.strictObject({
    isConnected: z.boolean(),
    message: z.string(),
    hint: z.string(),
    apiName: z.string().nullable(),
    account: z.string().nullable(),
  }),
  problems: [],
});

/** Reads the addresses that a provider publishes at its issuer. */
export const discoverProvider = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/discovery',
  may: 'editor',
  params: z.strictObject({ apiId: idSchema }),
  query: nothing,
  body: z.strictObject({
    issuer: z.url({ protocol: /^https?$/, error: 'Write the whole address, with https:// in front.' }),
  }),
  response: z.strictObject({
    issuer: z.string(),
    authorizeUrl: z.string(),
    tokenUrl: z.string(),
    deviceUrl: z.string(),
    revokeUrl: z.string(),
    profileUrl: z.string(),
    scopes: z.array(z.string()),
  }),
  problems: [],
});

/**
 * The token step alone, whatever is kept: what the provider is sent and answers, masked, as an initialization tells it.
 * What it grants is kept. Cancelled by closing the request.
 */
export const testAuthentication = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/authentication-tests',
  may: 'editor',
  mayInLive: 'admin',
  params: z.strictObject({ apiId: idSchema }),
  query: nothing,
  body: z.strictObject({
    environmentId: idSchema,
    /** The draft that the builder looks at: 409 when another was saved since. */
    version: versionSchema,
  }),
  response: initializationEventSchema,
  isStream: true,
  problems: ['version_conflict'],
});
