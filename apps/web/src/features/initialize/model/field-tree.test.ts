import type { ShapeField } from '@jackfield/shape';
import { describe, expect, test } from 'vitest';
import { choose, fieldLines, matchingFields, parentPointers } from './field-tree.ts';

function field(pointer: string, change: Partial<ShapeField> = {}): ShapeField {
  const segments = pointer.split('/').slice(1);
  return {
    pointer,
    key: segments.at(-1) ?? '',
    depth: segments.length,
    type: 'text',
    itemType: null,
    inferredType: 'text',
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
    ...change,
  };
}

const fields = [field(''), field('/a'), field('/a/b'), field('/a/b/c'), field('/d')];
const pointers = (lines: ReturnType<typeof fieldLines>) => lines.map((line) => line.field.pointer);

describe('fieldLines', () => {
  test('hides everything below a closed field and nothing beside it', () => {
    const lines = fieldLines(fields, {}, new Set(['/a']));
    expect(pointers(lines)).toEqual(['', '/a', '/d']);
    expect(lines[1]).toMatchObject({ hasChildren: true, isOpen: false });
  });

  test('marks what lies under a field that is left out', () => {
    const lines = fieldLines(fields, { '/a': { isIncluded: false } }, new Set());
    expect(lines.filter((line) => line.isOutByParent).map((line) => line.field.pointer)).toEqual(['/a/b', '/a/b/c']);
  });
});

describe('choose', () => {
  test('keeps only what differs from what was found', () => {
    const found = field('/a');
    const chosen = choose({}, found, { type: 'date' });
    expect(chosen).toEqual({ '/a': { type: 'date' } });
    expect(choose(chosen, found, { isIncluded: false })).toEqual({ '/a': { type: 'date', isIncluded: false } });
    expect(choose(chosen, found, { type: 'text' })).toEqual({});
  });
});

describe('the filter', () => {
  const found = (words: string) => matchingFields(fields, words).map(({ pointer }) => pointer);

  test('keeps what matches and what that stands in', () => {
    expect(found('c')).toEqual(['', '/a', '/a/b', '/a/b/c']);
    expect(found('D')).toEqual(['', '/d']);
    expect(found('nothing')).toEqual([]);
    expect(found(' ')).toHaveLength(fields.length);
  });

  test('knows which fields hold others', () => {
    expect(parentPointers(fields)).toEqual(['/a', '/a/b']);
  });
});
