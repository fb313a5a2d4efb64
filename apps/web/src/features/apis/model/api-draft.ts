import { type ApiDocument, apiDocumentSchema, type Input, inputSchema, parseUrlTemplate } from '@jackfield/connector';
import type { Api } from '@jackfield/contracts';
import { z } from 'zod';
import { isSameJson } from '../../../lib/is-same-json.ts';

/** What the API's page edits. */
export const apiDraftSchema = z.strictObject({ name: z.string(), document: apiDocumentSchema });
export type ApiDraft = z.infer<typeof apiDraftSchema>;

export function toApiDraft({ name, document }: Api): ApiDraft {
  return { name, document };
}

/** The document with one part changed, and the definitions of its inputs in step with the names it uses. */
export function changeDocument(draft: ApiDraft, change: Partial<ApiDocument>): ApiDraft {
  const document = { ...draft.document, ...change };
  return { ...draft, document: { ...document, inputs: settleInputs(document) } };
}

/** Keeps a text as the test value of an input that is defined. */
export function setTestValue(draft: ApiDraft, name: string, testValue: string): ApiDraft {
  const inputs = draft.document.inputs.map((input) => (input.name === name ? { ...input, testValue } : input));
  return changeDocument(draft, { inputs });
}

/** A new name is defined; one that is gone goes, unless something was set there. */
function settleInputs(document: ApiDocument): Input[] {
  const used = new Set(inputNamesIn(document));
  const kept = document.inputs.filter((input) => used.has(input.name) || !isUntouched(input));
  const defined = new Set(kept.map(({ name }) => name));
  const added = [...used].filter((name) => !defined.has(name)).map((name) => inputSchema.parse({ name }));
  return kept.length === document.inputs.length && added.length === 0 ? document.inputs : [...kept, ...added];
}

/** The inputs of the shared rows and of the base URLs. */
export function inputNamesIn({ headers, parameters, baseUrls }: ApiDocument): string[] {
  const inRows = [...headers, ...parameters].flatMap((row) => (row.kind === 'input' ? [row.input] : []));
  const inUrls = Object.values(baseUrls).flatMap((url) =>
    parseUrlTemplate(url, { isBase: true }).placeholders.flatMap(({ kind, name }) => (kind === 'input' ? [name] : [])),
  );
  return [...new Set([...inUrls, ...inRows])];
}

function isUntouched(input: Input): boolean {
  return isSameJson(input, inputSchema.parse({ name: input.name }));
}

/** A field of the authentication changed. */
export function setAuthField(
  { auth }: ApiDocument,
  field: { name: string; perEnvironment: boolean },
  environmentId: string,
  value: string,
): ApiDocument['auth'] {
  if (!field.perEnvironment) return { ...auth, shared: { ...auth.shared, [field.name]: value } };
  const here = { ...auth.byEnvironment[environmentId], [field.name]: value };
  return { ...auth, byEnvironment: { ...auth.byEnvironment, [environmentId]: here } };
}

const PARTS: [keyof ApiDocument, string][] = [
  ['baseUrls', 'base URL'],
  ['auth', 'authentication'],
  ['headers', 'shared headers'],
  ['parameters', 'shared parameters'],
  ['inputs', 'inputs'],
  ['notes', 'notes'],
  ['documentationUrl', 'documentation link'],
];

/** What differs between two drafts, in words. */
export function differencesOf(mine: ApiDraft, theirs: ApiDraft): string[] {
  const parts = PARTS.filter(([part]) => !isSameJson(mine.document[part], theirs.document[part]));
  return [...(mine.name === theirs.name ? [] : ['name']), ...parts.map(([, words]) => words)];
}
