import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { displayNameSchema, doneSchema, idSchema, instantSchema, noBody, nothing } from '../fields.ts';

export const tokenSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  environmentId: idSchema,
  last4: z.string(),
  createdBy: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
});
export type Token = z.infer<typeof tokenSchema>;

const projectParams = z.strictObject({ projectId: idSchema });

export const listTokens = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/tokens',
  may: 'viewer',
  params: projectParams,
  query: nothing,
  body: noBody,
  response: z.strictObject({ tokens: z.array(tokenSchema) }),
  problems: [],
});

/** The token itself is in this answer and never again; only its hash is kept. */
export const createToken = defineEndpoint({
  method: 'POST',
  path: '/api/projects/:projectId/tokens',
  may: 'admin',
  params: projectParams,
  query: nothing,
  body: z.strictObject({ name: displayNameSchema, environmentId: idSchema }),
  response: z.strictObject({ token: tokenSchema, value: z.string() }),
  problems: [],
});

export const revokeToken = defineEndpoint({
  method: 'DELETE',
  path: '/api/projects/:projectId/tokens/:tokenId',
  may: 'admin',
  params: z.strictObject({ projectId: idSchema, tokenId: idSchema }),
  query: nothing,
  body: noBody,
  response: doneSchema,
  problems: [],
});
