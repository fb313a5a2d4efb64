import { callDocumentSchema } from '@jackfield/connector';
import type { Call } from '@jackfield/contracts';
import { z } from 'zod';

/** What is edited, undone, merged and saved as one: the call's name and its document. */
export const callDraftSchema = z.strictObject({ name: z.string(), document: callDocumentSchema });
export type CallDraft = z.infer<typeof callDraftSchema>;

export function toDraft(call: Call): CallDraft {
  return { name: call.name, document: call.document };
}
