import { useAsSchema } from '@jackfield/connector';
import { z } from 'zod';
import { defineEndpoint, ROLES } from '../endpoint.ts';
import { displayNameSchema, idSchema, noBody, nothing, slugSchema, versionSchema } from '../fields.ts';

export const environmentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  slug: slugSchema,
  position: z.number().int(),
  runs: z.enum(['draft', 'published']),
});
export type Environment = z.infer<typeof environmentSchema>;

export const projectSchema = z.strictObject({
  id: idSchema,
  workspaceId: idSchema,
  name: z.string(),
  slug: slugSchema,
  version: versionSchema,
  environments: z.array(environmentSchema),
  /** Of the person who asks. */
  role: z.enum(ROLES),
});
export type Project = z.infer<typeof projectSchema>;

/** `never`: not initialized. `should`/`must`: the call has changed since. */
export const initializationStateSchema = z.enum(['never', 'done', 'should', 'must']);
export type InitializationState = z.infer<typeof initializationStateSchema>;

export const callSummarySchema = z.strictObject({
  id: idSchema,
  apiId: idSchema,
  name: z.string(),
  slug: slugSchema,
  method: z.string(),
  useAs: useAsSchema,
  position: z.number().int(),
  initialization: initializationStateSchema,
});
export type CallSummary = z.infer<typeof callSummarySchema>;

export const apiSummarySchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  slug: slugSchema,
  position: z.number().int(),
  calls: z.array(callSummarySchema),
});
export type ApiSummary = z.infer<typeof apiSummarySchema>;

const projectParams = z.strictObject({ projectId: idSchema });

export const listProjects = defineEndpoint({
  method: 'GET',
  path: '/api/projects',
  may: 'signed-in',
  params: nothing,
  query: nothing,
  body: noBody,
  response: z.strictObject({ projects: z.array(projectSchema) }),
  problems: [],
});

/** With Development and Live, in a workspace in which the person may edit. */
export const createProject = defineEndpoint({
  method: 'POST',
  path: '/api/projects',
  may: 'signed-in',
  params: nothing,
  query: nothing,
  body: z.strictObject({ workspaceId: idSchema, name: displayNameSchema }),
  response: projectSchema,
  problems: [],
});

export const getProject = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId',
  may: 'viewer',
  params: projectParams,
  query: nothing,
  body: noBody,
  response: projectSchema,
  problems: [],
});

export const renameProject = defineEndpoint({
  method: 'PATCH',
  path: '/api/projects/:projectId',
  may: 'editor',
  params: projectParams,
  query: nothing,
  body: z.strictObject({ name: displayNameSchema, version: versionSchema }),
  response: projectSchema,
  problems: ['version_conflict'],
});

/** Everything the left side shows, in order. */
export const getProjectTree = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/tree',
  may: 'viewer',
  params: projectParams,
  query: nothing,
  body: noBody,
  response: z.strictObject({ apis: z.array(apiSummarySchema) }),
  problems: [],
});
