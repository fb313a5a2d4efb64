import type { CallDocument } from '@jackfield/connector';

/** What is edited, undone, merged and saved as one: the call's name and its document. */
export interface CallDraft {
  readonly name: string;
  readonly document: CallDocument;
}
