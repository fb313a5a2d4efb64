import { type ApiDocument, apiDocumentSchema, type Input, inputSchema, parseUrlTemplate } from '@jackfield/connector';
import type { Api } from '@jackfield/contracts';
import { z } from 'zod';
import { isSameJson } from '../../../lib/is-same-json.ts';
import { keyTexts, withoutSensitiveValues, withoutTexts } from '../../../lib/key-texts.ts';
import type { Unsaved } from '../../../lib/unsaved-drafts.ts';

/** What the API's page edits. */
export const apiDraftSchema = z.strictObject({ name: z.string(), document: apiDocumentSchema });
export type ApiDraft = z.infer<typeof apiDraftSchema>;

export function toApiDraft({ name, document }: Api): ApiDraft {
  return { name, document };
}

/** Texts of shared rows that look like keys. */
export function keysIn({ document }: ApiDraft): string[] {
  return keyTexts([...document.headers, ...document.parameters]);
}

/** What may lie in a browser's storage. */
export function forStorage({ draft, base }: Unsaved<ApiDraft, Api>, keys: readonly string[]) {
  const { document } = draft;
  const kept: ApiDraft = {
    ...draft,
    document: {
      ...document,
      headers: withoutTexts(document.headers, base.document.headers, keys),
      parameters: withoutTexts(document.parameters, base.document.parameters, keys),
      inputs: withoutSensitiveValues(document.inputs),
    },
  };
  return { draft: kept, base };
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

/** Something of one input changed. */
export function changeInput(
  { inputs }: ApiDocument,
  name: string,
  change: Partial<Omit<Input, 'name'>>,
): Pick<ApiDocument, 'inputs'> {
  return { inputs: inputs.map((input) => (input.name === name ? { ...input, ...change } : input)) };
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

/** Several fields of the authentication at once, in one environment. */
export function fillAuth(
  { document: { auth } }: ApiDraft,
  environmentId: string,
  fields: Readonly<Record<string, string>>,
): ApiDocument['auth'] {
  const here = { ...auth.byEnvironment[environmentId], ...fields };
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
