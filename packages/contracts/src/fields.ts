import { LIMITS } from '@jackfield/connector';
import { z } from 'zod';

export const idSchema = z.string().min(1).max(64);
export const displayNameSchema = z
  .string()
  .trim()
  .min(1, 'Give it a name.')
  .max(LIMITS.nameCharsMax, `At most ${LIMITS.nameCharsMax} characters.`);
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(LIMITS.nameCharsMax);
/** Counts up by one with each change; a change carries the version it was made on. */
export const versionSchema = z.number().int().min(1);
export const instantSchema = z.iso.datetime();
/** Whose connection is meant: an id of the builder's own for an end user of their app, taken as it is. */
export const endUserSchema = z
  .string()
  .min(1, 'Name the user, by an id of your own.')
  .max(200, 'The id of a user may have at most 200 characters.')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'The id of a user may hold no control characters.');
export const nothing = z.strictObject({});
export const noBody = z.undefined().or(z.strictObject({}));
export const doneSchema = z.strictObject({ done: z.literal(true) });
