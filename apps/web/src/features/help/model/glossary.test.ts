import { expect, test } from 'vitest';
import { findTerms, GLOSSARY } from './glossary.ts';

test('every term leads on to terms that are there, and stands in the order of the alphabet', () => {
  const ids = GLOSSARY.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { see = [] } of GLOSSARY) for (const id of see) expect(ids).toContain(id);
  const names = GLOSSARY.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
});

test('is found by other words too, those named so first', () => {
  expect(findTerms('array')[0]?.id).toBe('list');
  expect(findTerms('429')[0]?.id).toBe('rate-limit');
  expect(findTerms('nothing of the kind')).toEqual([]);
  expect(findTerms(' ')).toBe(GLOSSARY);
});
