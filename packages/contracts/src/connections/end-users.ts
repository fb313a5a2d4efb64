import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { doneSchema, endUserSchema, idSchema, instantSchema, noBody, nothing } from '../fields.ts';
import { connectionSchema } from './connections.ts';

/** How many of the end users are told by name, those who connected last. */
export const END_USERS_SHOWN_MAX = 100;

const params = z.strictObject({ apiId: idSchema, environmentId: idSchema });

/** Whose accounts an API is connected with in an environment, where each end user has their own. Nothing of a token. */
export const listEndUsers = defineEndpoint({
  method: 'GET',
  path: '/api/apis/:apiId/environments/:environmentId/end-users',
  may: 'viewer',
  params,
  query: nothing,
  body: noBody,
  response: z.strictObject({
    /** Of those who are connected. */
    count: z.number().int(),
    users: z
      .array(
        z.strictObject({
          user: z.string(),
          state: connectionSchema.shape.state,
          connectedAt: instantSchema.nullable(),
          /** When the provider was last asked. */
          triedAt: instantSchema.nullable(),
          /** In words, why the last try gave nothing; null where it did. */
          failure: z.string().nullable(),
        }),
      )
      .max(END_USERS_SHOWN_MAX),
  }),
  problems: [],
});
export type EndUsers = z.infer<typeof listEndUsers.response>;

/** Forgets what one end user granted, here and at the provider. Done as well where there was nothing. */
export const clearEndUser = defineEndpoint({
  method: 'DELETE',
  path: '/api/apis/:apiId/environments/:environmentId/end-users',
  may: 'editor',
  mayInLive: 'admin',
  params,
  query: z.strictObject({ user: endUserSchema }),
  body: noBody,
  response: doneSchema,
  problems: [],
});

/** The end of a link's address, which stands behind its `#`, so that no server and no log on the way sees it. */
const linkBody = z.strictObject({ link: z.string().min(1).max(200) });

/** What a link is for, so that its reader can decide. Uses nothing up. */
export const readConnectingLink = defineEndpoint({
  method: 'POST',
  path: '/api/connecting/link-readings',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: linkBody,
  response: z.strictObject({
    projectName: z.string(),
    apiName: z.string(),
    /** The host of the provider's page. */
    provider: z.string(),
  }),
  problems: ['link_closed'],
});

/** Uses a link up: its reader is sent to `url`, and the answer is bound to this browser by a cookie. */
export const openConnectingLink = defineEndpoint({
  method: 'POST',
  path: '/api/connecting/link-openings',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: linkBody,
  response: z.strictObject({ url: z.string() }),
  problems: ['link_closed'],
});
