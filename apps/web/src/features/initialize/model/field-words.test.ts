import type { ShapeField } from '@jackfield/shape';
import { expect, test } from 'vitest';
import { changeWords, parseTypeValue, pathWords, typeChoices } from './field-words.ts';

const field: ShapeField = {
  pointer: '/tags',
  key: 'tags',
  depth: 1,
  type: 'list',
  itemType: 'text',
  inferredType: 'list',
  format: null,
  isIncluded: true,
  isOptional: false,
  isNullable: false,
  isMap: false,
  holdsJson: false,
  isOpened: false,
  enumValues: null,
  examples: [],
  seenInSamples: 1,
  samples: 1,
};

test('offers a list only as a list or as JSON, each once', () => {
  const values = typeChoices(field).map(({ value }) => value);
  expect(values).toContain('list:text');
  expect(values).toContain('json');
  expect(values).not.toContain('number');
  expect(new Set(values).size).toBe(values.length);
});

test('reads back what it offers', () => {
  expect(parseTypeValue('list:number')).toEqual({ type: 'list', itemType: 'number' });
  expect(parseTypeValue('date-unix')).toEqual({ type: 'date-unix' });
  expect(parseTypeValue('constructor')).toBeNull();
});

test('tells a pointer as a path', () => {
  expect(pathWords('/data/*/a~1b')).toBe('data › each › a/b');
});

test('tells a change of type in the words of the page', () => {
  const change = {
    pointer: '',
    change: 'type-changed',
    isBreaking: true,
    before: 'object or null',
    after: 'array',
  } as const;
  expect(changeWords(change)).toBe('has another type: object or empty → list');
});
