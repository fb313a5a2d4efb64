import { z } from 'zod';
import { defineEndpoint, ROLES } from '../endpoint.ts';
import { displayNameSchema, doneSchema, idSchema, noBody, nothing, slugSchema } from '../fields.ts';

export const emailSchema = z.email('An e-mail address, such as ann@example.com.').max(254);
export const passwordSchema = z.string().min(10, 'At least 10 characters.').max(128, 'At most 128 characters.');

export const workspaceSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  slug: slugSchema,
  role: z.enum(ROLES),
});
export type Workspace = z.infer<typeof workspaceSchema>;

export const sessionSchema = z.strictObject({
  user: z.strictObject({ id: idSchema, name: z.string(), email: z.string() }).nullable(),
  workspaces: z.array(workspaceSchema),
  /** `first`: nobody has an account yet. `link`: the same, and the one-time link printed at start is needed. */
  signUp: z.enum(['first', 'link', 'open', 'invitation']),
  /** Whether the server serves an API to try things on (`addDemoApi`). */
  hasDemo: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

export const getSession = defineEndpoint({
  method: 'GET',
  path: '/api/session',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: noBody,
  response: sessionSchema,
  problems: [],
});

/** Makes the account, and with it a workspace and a project with Development and Live; signs in. */
export const signUp = defineEndpoint({
  method: 'POST',
  path: '/api/sign-up',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    name: displayNameSchema,
    email: emailSchema,
    password: passwordSchema,
    workspaceName: displayNameSchema.optional(),
    /** From the one-time link. */
    setupToken: z.string().max(200).optional(),
  }),
  response: sessionSchema,
  problems: ['sign_up_closed', 'name_taken', 'too_many_requests'],
});

export const signIn = defineEndpoint({
  method: 'POST',
  path: '/api/sign-in',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: z.strictObject({ email: emailSchema, password: z.string().min(1, 'Type your password.').max(128) }),
  response: sessionSchema,
  problems: ['wrong_credentials', 'too_many_requests'],
});

export const signOut = defineEndpoint({
  method: 'POST',
  path: '/api/sign-out',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: noBody,
  response: doneSchema,
  problems: [],
});
