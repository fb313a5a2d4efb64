import { z } from 'zod';
import { LIMITS } from '../limits.ts';

export const authKindSchema = z.enum([
  'none',
  'key-in-url',
  'key-in-header',
  'bearer',
  'basic',
  'digest',
  'oauth2-password',
  'oauth2-client-credentials',
  'oauth2-code',
  'oauth2-device',
  'oauth2-custom',
  'jwt',
  'client-certificate',
  'aws-signature',
  'hmac',
]);
export type AuthKind = z.infer<typeof authKindSchema>;

const fieldsSchema = z.record(z.string().max(64), z.string().max(LIMITS.rowValueCharsMax));

/**
 * How an API's calls are authenticated. Which fields a kind has is told by `AUTH_KINDS[kind].fields`:
 * `shared` holds those that are the same everywhere, `byEnvironment` those with a value per environment.
 * Secret fields are never here: they are secrets of the API in the slot `auth.<field>`.
 * Fields of other kinds are kept, so that switching the kind and back loses nothing.
 */
export const authSchema = z.strictObject({
  kind: authKindSchema,
  shared: fieldsSchema,
  byEnvironment: z.record(z.string().max(64), fieldsSchema),
});
export type Auth = z.infer<typeof authSchema>;
