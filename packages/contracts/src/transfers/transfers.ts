import { callDocumentSchema } from '@jackfield/connector';
import { z } from 'zod';
import { apiSchema } from '../apis/apis.ts';
import { callSchema } from '../calls/calls.ts';
import { defineEndpoint } from '../endpoint.ts';
import { displayNameSchema, idSchema, nothing, slugSchema } from '../fields.ts';

const sharedRowSchema = z.strictObject({ kind: z.enum(['header', 'parameter']), key: z.string() });

/** What is not as it was where a call or an API came from. Lists are empty where there is nothing to say. */
export const transferReportSchema = z.strictObject({
  /** Another one took its name: it has this one now. */
  renamedTo: z.string().nullable(),
  /** Variables and secrets that are named in it and not known in the project. */
  unknownNames: z.array(z.string()),
  /** What each secret that stayed behind is for; secrets are never copied. */
  secretsToEnter: z.array(z.string()),
  /** Names of environments that the project does not have. */
  environmentsLeftOut: z.array(z.string()),
  /** Inputs that the former API defined and that are the call's own now. */
  inputsBrought: z.array(z.string()),
  /** Shared rows that are not sent any more, and those that are sent now. */
  rowsLost: z.array(sharedRowSchema),
  rowsGained: z.array(sharedRowSchema),
  /** Kinds of authentication, where they differ. */
  auth: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
});
export type TransferReport = z.infer<typeof transferReportSchema>;

/** With its calls and their shapes, into a project in which the person may edit. */
export const copyApi = defineEndpoint({
  method: 'POST',
  path: '/api/apis/:apiId/copies',
  may: 'editor',
  params: z.strictObject({ apiId: idSchema }),
  query: nothing,
  body: z.strictObject({ projectId: idSchema }),
  response: z.strictObject({ api: apiSchema, report: transferReportSchema }),
  problems: [],
});

/** Below another API, of this project or of another in which the person may edit. */
export const copyCall = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/copies',
  may: 'editor',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: z.strictObject({ apiId: idSchema }),
  response: z.strictObject({ call: callSchema, report: transferReportSchema }),
  problems: [],
});

/** What a call was before it was moved: sent with a move, it takes the former one back. */
const formerCallSchema = z.strictObject({ name: displayNameSchema, slug: slugSchema, document: callDocumentSchema });

/** Below another API of the project, before one of its calls or at its end. The call has another address then. */
export const moveCallToApi = defineEndpoint({
  method: 'POST',
  path: '/api/calls/:callId/move-to-api',
  may: 'editor',
  params: z.strictObject({ callId: idSchema }),
  query: nothing,
  body: z.strictObject({
    apiId: idSchema,
    beforeId: idSchema.nullable().default(null),
    as: formerCallSchema.optional(),
  }),
  response: z.strictObject({
    call: callSchema,
    report: transferReportSchema,
    before: z.strictObject({ apiId: idSchema, beforeId: idSchema.nullable(), as: formerCallSchema }),
  }),
  problems: ['name_taken'],
});
