import type { z } from 'zod';
import type { DocumentIssue } from '../request/prepared-request.ts';
import { type ApiDocument, apiDocumentSchema } from './api-document.ts';
import { type CallDocument, callDocumentSchema } from './call-document.ts';

export type ParseDocumentResult<Document> = { ok: true; document: Document } | { ok: false; issues: DocumentIssue[] };

/** Turns a document of one version into the next one; pure. */
type Up = (document: Record<string, unknown>) => Record<string, unknown>;

/** The migrations by the version they start from. Version 1 is the newest, so there are none. */
const API_UPS: readonly Up[] = [];
const CALL_UPS: readonly Up[] = [];

/** Reads a stored or imported API document of any known version: parse, migrate, validate. */
export function parseApiDocument(json: unknown): ParseDocumentResult<ApiDocument> {
  return parseDocument(json, 'api', apiDocumentSchema, API_UPS);
}

/** Reads a stored or imported call document of any known version: parse, migrate, validate. */
export function parseCallDocument(json: unknown): ParseDocumentResult<CallDocument> {
  return parseDocument(json, 'call', callDocumentSchema, CALL_UPS);
}

function parseDocument<Schema extends z.ZodType>(
  json: unknown,
  root: 'api' | 'call',
  schema: Schema,
  ups: readonly Up[],
): ParseDocumentResult<z.infer<Schema>> {
  const fail = (path: (string | number)[], message: string, fix: string): ParseDocumentResult<z.infer<Schema>> => ({
    ok: false,
    issues: [{ severity: 'error', kind: 'config', path: [root, ...path], message, fix }],
  });
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail([], 'This is not a document.', 'Check where it came from.');
  }
  // An object of JSON has text keys.
  let document = json as Record<string, unknown>;
  const version = document.version;
  const newest = ups.length + 1;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return fail(['version'], 'The document does not say its version.', `Set "version": ${newest}.`);
  }
  if (version > newest) {
    const message = `The document has version ${version}; this Jackfield reads up to ${newest}.`;
    return fail(['version'], message, 'Update Jackfield.');
  }
  for (const up of ups.slice(version - 1)) document = up(document);
  const result = schema.safeParse(document);
  if (result.success) return { ok: true, document: result.data };
  const issues = result.error.issues.map(
    (issue): DocumentIssue => ({
      severity: 'error',
      kind: 'config',
      path: [root, ...issue.path.map((key) => (typeof key === 'number' ? key : String(key)))],
      message: issue.message,
    }),
  );
  return { ok: false, issues };
}
