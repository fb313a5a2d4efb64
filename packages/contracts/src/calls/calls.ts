import { callDocumentSchema } from '@jackfield/connector';
import { shapeFieldSchema, shapeSchemaSchema } from '@jackfield/shape';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import {
  displayNameSchema,
  doneSchema,
  idSchema,
  instantSchema,
  noBody,
  nothing,
  slugSchema,
  versionSchema,
} from '../fields.ts';
import { initializationStateSchema } from '../projects/projects.ts';

/** The saved shape of a call: the schema, and the same as the lines of the Structured view. */
export const callShapeSchema = z.strictObject({
  schema: shapeSchemaSchema,
  fields: z.array(shapeFieldSchema),
  savedAt: instantSchema,
  savedBy: z.string(),
  version: versionSchema,
});
export type CallShape = z.infer<typeof callShapeSchema>;

/** What a call answers with when it is refused: of responses that are no 2xx and were kept on purpose. */
export const callErrorShapeSchema = callShapeSchema.extend({
  /** Those it was learned from, in order. */
  statuses: z.array(z.number().int()),
});
export type CallErrorShape = z.infer<typeof callErrorShapeSchema>;

export const callSchema = z.strictObject({
  id: idSchema,
  apiId: idSchema,
  projectId: idSchema,
  name: z.string(),
  slug: slugSchema,
  position: z.number().int(),
  version: versionSchema,
  document: callDocumentSchema,
  initialization: initializationStateSchema,
  shape: callShapeSchema.nullable(),
  errorShape: callErrorShapeSchema.nullable(),
});
export type Call = z.infer<typeof callSchema>;

const callParams = z.strictObject({ callId: idSchema });

export const createCall = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/calls',
  may: 'editor',
  params: z.strictObject({ apiId: idSchema }),
  query: nothing,
  body: z.strictObject({ name: displayNameSchema, document: callDocumentSchema.optional() }),
  response: callSchema,
  problems: ['name_taken'],
});

export const getCall = defineEndpoint({
  method: 'GET',
  path: '/api/calls/:callId',
  may: 'viewer',
  params: callParams,
  query: nothing,
  body: noBody,
  response: callSchema,
  problems: [],
});

/** Refused while a sensitive input carries a test value: that is a secret of the call, slot `input.<name>`. */
export const saveCall = defineEndpoint({
  method: 'PUT',
  path: '/api/calls/:callId',
  may: 'editor',
  params: callParams,
  query: nothing,
  body: z.strictObject({ name: displayNameSchema, document: callDocumentSchema, version: versionSchema }),
  response: callSchema,
  problems: ['name_taken', 'version_conflict'],
});

export const deleteCall = defineEndpoint({
  method: 'DELETE',
  path: '/api/calls/:callId',
  may: 'editor',
  params: callParams,
  query: nothing,
  body: noBody,
  response: doneSchema,
  problems: [],
});

export const restoreCall = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/restore',
  may: 'editor',
  params: callParams,
  query: nothing,
  body: noBody,
  response: callSchema,
  problems: ['name_taken'],
});

export const duplicateCall = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/duplicate',
  may: 'editor',
  params: callParams,
  query: nothing,
  body: noBody,
  response: callSchema,
  problems: [],
});

/** Puts a call before another of its API, or at the end. */
export const moveCall = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/move',
  may: 'editor',
  params: callParams,
  query: nothing,
  body: z.strictObject({ beforeId: idSchema.nullable() }),
  response: doneSchema,
  problems: [],
});
