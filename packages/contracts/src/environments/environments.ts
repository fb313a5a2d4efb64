import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { displayNameSchema, idSchema, noBody, nothing } from '../fields.ts';
import { projectSchema } from '../projects/projects.ts';

const environmentParams = z.strictObject({ projectId: idSchema, environmentId: idSchema });

/** Runs the draft, and has no value of anything: none falls back to another environment's. */
export const createEnvironment = defineEndpoint({
  method: 'POST',
  path: '/api/projects/:projectId/environments',
  may: 'admin',
  params: z.strictObject({ projectId: idSchema }),
  query: nothing,
  body: z.strictObject({ name: displayNameSchema }),
  response: projectSchema,
  problems: ['name_taken'],
});

/** Its slug stays, since it stands in shared addresses. */
export const renameEnvironment = defineEndpoint({
  method: 'PATCH',
  path: '/api/projects/:projectId/environments/:environmentId',
  may: 'admin',
  params: environmentParams,
  query: nothing,
  body: z.strictObject({ name: displayNameSchema }),
  response: projectSchema,
  problems: ['name_taken'],
});

/** With its base URLs, variables, secrets and tokens; nothing of it comes back. Not Live, and not the last other one. */
export const deleteEnvironment = defineEndpoint({
  method: 'DELETE',
  path: '/api/projects/:projectId/environments/:environmentId',
  may: 'admin',
  params: environmentParams,
  query: nothing,
  body: noBody,
  response: projectSchema,
  problems: ['environment_needed'],
});
