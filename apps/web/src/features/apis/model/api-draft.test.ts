import { emptyApiDocument, inputSchema, type Row } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { type ApiDraft, changeDocument, differencesOf, setAuthField } from './api-draft.ts';

const inputRow = (input: string): Row => ({
  id: input,
  key: input,
  isEnabled: true,
  kind: 'input',
  input,
  template: '<value>',
  listFormat: 'repeat',
  dateFormat: 'date-time',
});

const makeDraft = (): ApiDraft => ({ name: 'Stripe', document: emptyApiDocument() });

test('an input that a shared row or a base URL names is defined', () => {
  const draft = changeDocument(makeDraft(), {
    headers: [inputRow('locale')],
    baseUrls: { dev: 'https://x.test/[tenant]' },
  });
  expect(draft.document.inputs.map(({ name }) => name).toSorted()).toEqual(['locale', 'tenant']);
});

test('an input that is gone goes with its definition, unless something was set there', () => {
  const two = changeDocument(makeDraft(), { headers: [inputRow('locale'), inputRow('tenant')] });
  const set = changeDocument(two, {
    inputs: two.document.inputs.map((input) => (input.name === 'tenant' ? { ...input, testValue: 'acme' } : input)),
  });
  expect(changeDocument(set, { headers: [] }).document.inputs).toEqual([
    inputSchema.parse({ name: 'tenant', testValue: 'acme' }),
  ]);
});

test('an edit that changes no names keeps the very same inputs', () => {
  const draft = makeDraft();
  expect(changeDocument(draft, { notes: 'x' }).document.inputs).toBe(draft.document.inputs);
});

test('a field of the authentication is kept where it belongs, beside those of other kinds', () => {
  const { document } = makeDraft();
  const shared = setAuthField(document, { name: 'name', perEnvironment: false }, 'dev', 'X-Key');
  expect(shared.shared).toEqual({ name: 'X-Key' });
  const both = setAuthField({ ...document, auth: shared }, { name: 'username', perEnvironment: true }, 'dev', 'ann');
  expect(both).toMatchObject({ shared: { name: 'X-Key' }, byEnvironment: { dev: { username: 'ann' } } });
});

test('the differences of two drafts are told in words', () => {
  const mine = makeDraft();
  const theirs = changeDocument({ ...makeDraft(), name: 'Stripe EU' }, { notes: 'Hello' });
  expect(differencesOf(mine, theirs)).toEqual(['name', 'notes']);
});
