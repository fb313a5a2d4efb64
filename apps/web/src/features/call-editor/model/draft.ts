import { type Body, callDocumentSchema, type Row } from '@jackfield/connector';
import type { Call } from '@jackfield/contracts';
import { z } from 'zod';
import { keyTexts, withoutSensitiveValues, withoutTexts } from '../../../lib/key-texts.ts';
import type { Unsaved } from '../../../lib/unsaved-drafts.ts';

/** What is edited, undone, merged and saved as one: the call's name and its document. */
export const callDraftSchema = z.strictObject({ name: z.string(), document: callDocumentSchema });
export type CallDraft = z.infer<typeof callDraftSchema>;

export function toDraft(call: Call): CallDraft {
  return { name: call.name, document: call.document };
}

/** Texts of rows that look like keys. */
export function keysIn({ document: { parameters, headers, body } }: CallDraft): string[] {
  return keyTexts([...parameters, ...headers, ...('rows' in body ? body.rows : [])]);
}

/** What may lie in a browser's storage. */
export function forStorage({ draft, base }: Unsaved<CallDraft, Call>, keys: readonly string[]) {
  const { document } = draft;
  const before = base.document;
  const rowsBefore = 'rows' in before.body ? before.body.rows : [];
  const kept: CallDraft = {
    ...draft,
    document: {
      ...document,
      parameters: withoutTexts(document.parameters, before.parameters, keys),
      headers: withoutTexts(document.headers, before.headers, keys),
      body: withoutRowTexts(document.body, rowsBefore, keys),
      inputs: withoutSensitiveValues(document.inputs),
    },
  };
  // The shape is large and no part of what is merged.
  return { draft: kept, base: { ...base, shape: null } };
}

function withoutRowTexts(body: Body, before: readonly Row[], keys: readonly string[]): Body {
  if (body.kind === 'form-urlencoded') return { ...body, rows: withoutTexts(body.rows, before, keys) };
  return body.kind === 'form-data' ? { ...body, rows: withoutTexts(body.rows, before, keys) } : body;
}

/** Whether nothing but the URL tells one from the other, as while it is typed in. */
export function differInUrlAlone(one: CallDraft, other: CallDraft): boolean {
  if (one.document === other.document || one.name !== other.name) return false;
  // What was not touched is the same object.
  return Object.entries(one.document).every(
    ([part, value]) => part === 'url' || value === other.document[part as keyof CallDraft['document']],
  );
}
