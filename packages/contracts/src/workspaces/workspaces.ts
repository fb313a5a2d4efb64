import { z } from 'zod';
import { defineEndpoint, ROLES } from '../endpoint.ts';
import { displayNameSchema, doneSchema, idSchema, noBody, nothing } from '../fields.ts';

export const memberSchema = z.strictObject({
  userId: idSchema,
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
});
export type WorkspaceMember = z.infer<typeof memberSchema>;

/** The workspace is that of the project. */
const workspaceParams = z.strictObject({ projectId: idSchema });

export const listMembers = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/workspace/members',
  may: 'viewer',
  params: workspaceParams,
  query: nothing,
  body: noBody,
  response: z.strictObject({ members: z.array(memberSchema) }),
  problems: [],
});

export const renameWorkspace = defineEndpoint({
  method: 'PATCH',
  path: '/api/projects/:projectId/workspace',
  may: 'admin',
  params: workspaceParams,
  query: nothing,
  body: z.strictObject({ name: displayNameSchema }),
  response: doneSchema,
  problems: [],
});
