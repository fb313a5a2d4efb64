import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { displayNameSchema, doneSchema, nothing } from '../fields.ts';
import { passwordSchema } from '../session/session.ts';

export const renameAccount = defineEndpoint({
  method: 'PATCH',
  path: '/api/account',
  may: 'signed-in',
  params: nothing,
  query: nothing,
  body: z.strictObject({ name: displayNameSchema }),
  response: doneSchema,
  problems: [],
});

/** Ends every other session of the account. Counted like a sign-in: the old password is a guess too. */
export const changePassword = defineEndpoint({
  method: 'POST',
  path: '/api/account/password',
  may: 'signed-in',
  params: nothing,
  query: nothing,
  body: z.strictObject({
    currentPassword: z.string().min(1, 'Type your present password.').max(128),
    newPassword: passwordSchema,
  }),
  response: doneSchema,
  problems: ['wrong_credentials', 'too_many_requests'],
});
