import { apiDocumentSchema } from '@jackfield/connector';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { displayNameSchema, doneSchema, idSchema, noBody, nothing, slugSchema, versionSchema } from '../fields.ts';

export const apiSchema = z.strictObject({
  id: idSchema,
  projectId: idSchema,
  name: z.string(),
  slug: slugSchema,
  position: z.number().int(),
  version: versionSchema,
  document: apiDocumentSchema,
});
export type Api = z.infer<typeof apiSchema>;

const apiParams = z.strictObject({ apiId: idSchema });

export const createApi = defineEndpoint({
  method: 'POST',
  path: '/api/projects/:projectId/apis',
  may: 'editor',
  params: z.strictObject({ projectId: idSchema }),
  query: nothing,
  body: z.strictObject({ name: displayNameSchema, document: apiDocumentSchema.optional() }),
  response: apiSchema,
  problems: ['name_taken'],
});

export const getApi = defineEndpoint({
  method: 'GET',
  path: '/api/apis/:apiId',
  may: 'viewer',
  params: apiParams,
  query: nothing,
  body: noBody,
  response: apiSchema,
  problems: [],
});

/** How many calls of an API send each of its shared rows, by the row's id. */
export const getSharedRowUses = defineEndpoint({
  method: 'GET',
  path: '/api/apis/:apiId/shared-row-uses',
  may: 'viewer',
  params: z.strictObject({ apiId: idSchema }),
  query: nothing,
  body: noBody,
  response: z.strictObject({ calls: z.number().int(), rows: z.record(z.string(), z.number().int()) }),
  problems: [],
});

export const saveApi = defineEndpoint({
  method: 'PUT',
  path: '/api/apis/:apiId',
  may: 'editor',
  params: apiParams,
  query: nothing,
  body: z.strictObject({ name: displayNameSchema, document: apiDocumentSchema, version: versionSchema }),
  response: apiSchema,
  problems: ['name_taken', 'version_conflict'],
});

/** Into the trash, with its calls. */
export const deleteApi = defineEndpoint({
  method: 'DELETE',
  path: '/api/apis/:apiId',
  may: 'editor',
  params: apiParams,
  query: nothing,
  body: noBody,
  response: doneSchema,
  problems: [],
});

export const restoreApi = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/restore',
  may: 'editor',
  params: apiParams,
  query: nothing,
  body: noBody,
  response: apiSchema,
  problems: ['name_taken'],
});

/** Puts an API before another of its project, or at the end. */
export const moveApi = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/move',
  may: 'editor',
  params: z.strictObject({ apiId: idSchema }),
  query: nothing,
  body: z.strictObject({ beforeId: idSchema.nullable() }),
  response: doneSchema,
  problems: [],
});

/** With its calls and their shapes; its secrets stay where they are and have to be entered anew. */
export const duplicateApi = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/duplicate',
  may: 'editor',
  params: z.strictObject({ apiId: idSchema }),
  query: nothing,
  body: noBody,
  response: apiSchema,
  problems: [],
});
