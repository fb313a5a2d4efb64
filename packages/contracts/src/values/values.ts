import { LIMITS, nameSchema } from '@jackfield/connector';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { doneSchema, idSchema, instantSchema, noBody, nothing, versionSchema } from '../fields.ts';

export const variableValueSchema = z.strictObject({
  environmentId: idSchema,
  value: z.string(),
  version: versionSchema,
});
export const variableSchema = z.strictObject({ name: nameSchema, values: z.array(variableValueSchema) });
export type Variable = z.infer<typeof variableSchema>;

export const secretOwnerSchema = z.discriminatedUnion('type', [
  /** Used as `{{slot}}`. */
  z.strictObject({ type: z.literal('project') }),
  /** A secret field of the API's authentication: slot `auth.<field>`. */
  z.strictObject({ type: z.literal('api'), id: idSchema }),
  /** The test value of a sensitive input: slot `input.<name>`. */
  z.strictObject({ type: z.literal('call'), id: idSchema }),
]);
export type SecretOwner = z.infer<typeof secretOwnerSchema>;

export const originSchema = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[^/\s]+$/, 'Scheme, host and port: https://api.example.com');

/** Never the value. */
export const secretSchema = z.strictObject({
  id: idSchema,
  owner: secretOwnerSchema,
  slot: z.string().max(80),
  environmentId: idSchema,
  /** Of values longer than 12 characters. */
  last4: z.string().nullable(),
  /** The stored value cannot be opened: enter it again. */
  isDamaged: z.boolean(),
  origins: z.array(originSchema),
  setBy: z.string(),
  setAt: instantSchema,
  version: versionSchema,
});
export type Secret = z.infer<typeof secretSchema>;

const projectParams = z.strictObject({ projectId: idSchema });

export const listValues = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/values',
  may: 'viewer',
  params: projectParams,
  query: nothing,
  body: noBody,
  response: z.strictObject({ variables: z.array(variableSchema), secrets: z.array(secretSchema) }),
  problems: [],
});

export const valueUseSchema = z.strictObject({
  name: z.string(),
  apiId: idSchema,
  apiName: z.string(),
  /** Null: in the API itself. */
  callId: idSchema.nullable(),
  callName: z.string().nullable(),
  part: z.enum(['base-url', 'authentication', 'url', 'header', 'parameter', 'body']),
  /** The row's key or the field's label; '' where the part says it all. */
  detail: z.string(),
  /** The only environment it counts for; null: all. */
  environmentId: idSchema.nullable(),
});
export type NamedValueUse = z.infer<typeof valueUseSchema>;

/** Where the drafts of a project name its variables and secrets. */
export const listValueUses = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/value-uses',
  may: 'viewer',
  params: projectParams,
  query: nothing,
  body: noBody,
  response: z.strictObject({ uses: z.array(valueUseSchema) }),
  problems: [],
});

/** Sets a variable's value in one environment; `version` is that of the value it replaces, absent for a first one. */
export const setVariable = defineEndpoint({
  method: 'PUT',
  path: '/api/projects/:projectId/variables',
  may: 'editor',
  params: projectParams,
  query: nothing,
  body: z.strictObject({
    name: nameSchema,
    environmentId: idSchema,
    value: z.string().max(LIMITS.rowValueCharsMax),
    version: versionSchema.optional(),
  }),
  response: variableSchema,
  problems: ['name_taken', 'version_conflict'],
});

export const deleteVariable = defineEndpoint({
  method: 'DELETE',
  path: '/api/projects/:projectId/variables/:name',
  may: 'editor',
  params: z.strictObject({ projectId: idSchema, name: nameSchema }),
  query: nothing,
  body: noBody,
  response: doneSchema,
  problems: [],
});

/**
 * Sets or replaces a secret's value in one environment (Live: an admin). A replaced value keeps the confirmed
 * origins. A secret of an API or a call is confirmed for `origin`, where the person saw that it goes; when that is not
 * where it goes now, nothing is stored: `origin_changed`, with `{ origin }` as `current`.
 */
export const setSecret = defineEndpoint({
  method: 'PUT',
  path: '/api/projects/:projectId/secrets',
  may: 'editor',
  mayInLive: 'admin',
  params: projectParams,
  query: nothing,
  body: z.strictObject({
    owner: secretOwnerSchema,
    slot: z.string().min(1).max(80),
    environmentId: idSchema,
    value: z.string().min(1, 'Type the secret.').max(LIMITS.secretCharsMax),
    /** Take a value under 8 characters, which can be masked in our own views only. */
    acceptShort: z.boolean().optional(),
    /** Where the API or the call goes, as the person saw it. Absent: confirmed for nothing yet. */
    origin: originSchema.optional(),
    /** Where the API's authentication asks for tokens, as the person saw it; not confirmed if it is elsewhere by now. */
    tokenOrigin: originSchema.optional(),
  }),
  response: secretSchema,
  problems: ['name_taken', 'version_conflict', 'origin_changed'],
});

export const deleteSecret = defineEndpoint({
  method: 'DELETE',
  path: '/api/projects/:projectId/secrets/:secretId',
  may: 'editor',
  mayInLive: 'admin',
  params: z.strictObject({ projectId: idSchema, secretId: idSchema }),
  query: nothing,
  body: noBody,
  response: doneSchema,
  problems: [],
});

/** Lets a secret go to an origin (Development: an editor; Live: an admin). */
export const confirmSecretOrigin = defineEndpoint({
  method: 'POST',
  path: '/api/projects/:projectId/secrets/:secretId/origins',
  may: 'editor',
  mayInLive: 'admin',
  params: z.strictObject({ projectId: idSchema, secretId: idSchema }),
  query: nothing,
  body: z.strictObject({ origin: originSchema }),
  response: secretSchema,
  problems: [],
});

/** Takes a confirmed origin back: the secret is not sent there any more (Development: an editor; Live: an admin). */
export const removeSecretOrigin = defineEndpoint({
  method: 'DELETE',
  path: '/api/projects/:projectId/secrets/:secretId/origins',
  may: 'editor',
  mayInLive: 'admin',
  params: z.strictObject({ projectId: idSchema, secretId: idSchema }),
  query: z.strictObject({ origin: originSchema }),
  body: noBody,
  response: secretSchema,
  problems: [],
});
