import { z } from 'zod';
import { doneSchema, endUserSchema, instantSchema } from '../fields.ts';

/**
 * Served beside runs, with a token of the run API and for its environment:
 * `POST /run/v1/{project}/{api}/end-user/link?user=…` makes a link for an end user of the builder's app, and
 * `DELETE /run/v1/{project}/{api}/end-user/connection?user=…` forgets what they granted. Neither takes a body.
 */
export const END_USER_PATH = 'end-user';

export const endUserQuerySchema = z.strictObject({ user: endUserSchema });

/** Good once, until then. Whoever opens it connects their account for this user. */
export const endUserLinkSchema = z.strictObject({ url: z.string(), expiresAt: instantSchema });
export const endUserDisconnectedSchema = doneSchema;
