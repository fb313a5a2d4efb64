import { emptyApiDocument, emptyCallDocument } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { readApiDocument, readCallDocument } from './stored-documents.ts';

test('a stored document is read as it was written', () => {
  expect(readApiDocument(structuredClone(emptyApiDocument()))).toEqual(emptyApiDocument());
  expect(readCallDocument(structuredClone(emptyCallDocument()))).toEqual(emptyCallDocument());
});

test('one that cannot be read fails with where and why, and quotes none of it', () => {
  const baseUrls = { dev: ['sk_live_0123456789'] };
  expect(() => readApiDocument({ ...emptyApiDocument(), baseUrls })).toThrow(/cannot be read: api\.baseUrls\.dev: /);
  expect(() => readApiDocument({ ...emptyApiDocument(), baseUrls })).not.toThrow(/sk_live/);
  expect(() => readCallDocument(null)).toThrow('This is not a document.');
});

test('one that a newer Jackfield wrote asks for an update', () => {
  expect(() => readCallDocument({ ...emptyCallDocument(), version: 1_000 })).toThrow(
    /call\.version: .* Jackfield reads/,
  );
});
