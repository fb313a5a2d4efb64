import { z } from 'zod';
import { authSchema } from '../../auth/auth.ts';
import { LIMITS } from '../../limits.ts';
import { inputSchema } from '../input.ts';
import { parameterRowSchema, rowSchema } from '../row.ts';

/** Version 1 of a stored API: one provider. Its name, slug and position are columns beside it; its secrets are rows of their own. */
export const apiDocumentV1Schema = z.strictObject({
  version: z.literal(1),
  /** Environment id → base URL (a template). A missing one never falls back to another's. */
  baseUrls: z.record(z.string().max(64), z.string().max(LIMITS.urlCharsMax)),
  auth: authSchema,
  headers: z.array(rowSchema).max(LIMITS.rowsMax, `There are at most ${LIMITS.rowsMax} headers.`),
  parameters: z.array(parameterRowSchema).max(LIMITS.rowsMax, `There are at most ${LIMITS.rowsMax} parameters.`),
  /** Inputs used by the shared rows. A call's input of the same name wins. */
  inputs: z.array(inputSchema).max(LIMITS.inputsMax, `There are at most ${LIMITS.inputsMax} inputs.`),
  notes: z.string().max(LIMITS.notesCharsMax),
  documentationUrl: z.string().max(LIMITS.urlCharsMax),
});
