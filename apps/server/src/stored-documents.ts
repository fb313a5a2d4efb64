import {
  type ApiDocument,
  type CallDocument,
  type ParseDocumentResult,
  parseApiDocument,
  parseCallDocument,
} from '@jackfield/connector';
import { type Fingerprint, fingerprintSchema } from './initialization-state.ts';

/**
 * Documents as the database holds them, of any version that was ever stored, brought up to the newest. What does not
 * fit is a fault of ours, and fails.
 */
export function readApiDocument(stored: unknown): ApiDocument {
  return requireDocument(parseApiDocument(stored));
}

export function readCallDocument(stored: unknown): CallDocument {
  return requireDocument(parseCallDocument(stored));
}

export function readFingerprint(stored: unknown): Fingerprint {
  return fingerprintSchema.parse(stored);
}

function requireDocument<Document>(parsed: ParseDocumentResult<Document>): Document {
  if (parsed.ok) return parsed.document;
  const issues = parsed.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`A stored document cannot be read: ${issues.join('; ')}`);
}
