import { type ApiDocument, apiDocumentSchema, type CallDocument, callDocumentSchema } from '@jackfield/connector';
import { type Fingerprint, fingerprintSchema } from './initialization-state.ts';

/** Documents as the database holds them, checked at the door. What does not fit is a fault of ours, and fails. */
export function readApiDocument(stored: unknown): ApiDocument {
  return apiDocumentSchema.parse(stored);
}

export function readCallDocument(stored: unknown): CallDocument {
  return callDocumentSchema.parse(stored);
}

export function readFingerprint(stored: unknown): Fingerprint {
  return fingerprintSchema.parse(stored);
}
