import type { ApiSummary, CallSummary } from '@jackfield/contracts';
import { describe, expect, test } from 'vitest';
import { findByTyping, flattenTree, placesOf } from './flatten-tree.ts';
import { dropOf, moveInTree, stepOf, undoOf } from './move-in-tree.ts';

const call = (id: string, position: number): CallSummary => ({
  id,
  apiId: 'A',
  name: id,
  slug: id,
  method: 'GET',
  useAs: 'data',
  position,
  initialization: 'never',
});
const api = (id: string, calls: string[]): ApiSummary => ({
  id,
  name: id,
  slug: id.toLowerCase(),
  position: 0,
  calls: calls.map(call),
});
const TREE = [api('A', ['a', 'b', 'c']), api('B', []), api('C', ['d'])];
const order = (apis: readonly ApiSummary[]) =>
  apis.map(({ id, calls }) => [id, ...calls.map((each) => each.id)].join(' '));

describe('a move', () => {
  test('puts a call before another of its API, or at the end', () => {
    expect(order(moveInTree(TREE, { kind: 'call', id: 'c', beforeId: 'a' }))[0]).toBe('A c a b');
    expect(order(moveInTree(TREE, { kind: 'call', id: 'a', beforeId: null }))[0]).toBe('A b c a');
    expect(order(moveInTree(TREE, { kind: 'api', id: 'C', beforeId: 'A' }))).toEqual(['C d', 'A a b c', 'B']);
  });

  test('before what is not in the list changes nothing', () => {
    expect(order(moveInTree(TREE, { kind: 'call', id: 'a', beforeId: 'd' }))).toEqual(order(TREE));
  });

  test('by one place stops at the ends', () => {
    expect(stepOf(TREE, { kind: 'call', id: 'b' }, -1)).toEqual({ kind: 'call', id: 'b', beforeId: 'a' });
    expect(stepOf(TREE, { kind: 'call', id: 'b' }, 1)).toEqual({ kind: 'call', id: 'b', beforeId: null });
    expect(stepOf(TREE, { kind: 'call', id: 'c' }, 1)).toBeNull();
    expect(stepOf(TREE, { kind: 'api', id: 'A' }, -1)).toBeNull();
  });

  test('by dropping means the edge that was met, and nothing where it stands already', () => {
    expect(dropOf(TREE, { kind: 'call', id: 'a' }, 'c', 'top')).toEqual({ kind: 'call', id: 'a', beforeId: 'c' });
    expect(dropOf(TREE, { kind: 'call', id: 'a' }, 'c', 'bottom')).toEqual({ kind: 'call', id: 'a', beforeId: null });
    expect(dropOf(TREE, { kind: 'call', id: 'a' }, 'b', 'top')).toBeNull();
    expect(dropOf(TREE, { kind: 'call', id: 'a' }, 'd', 'top')).toBeNull();
  });

  test('can be taken back', () => {
    const move = { kind: 'call', id: 'c', beforeId: 'a' } as const;
    expect(order(moveInTree(moveInTree(TREE, move), undoOf(TREE, move)))).toEqual(order(TREE));
  });
});

describe('the lines', () => {
  const view = { closed: new Set<string>(), addingTo: null, isFiltered: false, canEdit: true };
  const kinds = (changes: Partial<typeof view>) => flattenTree(TREE, { ...view, ...changes }).map(({ kind }) => kind);

  test('are the APIs, with the calls of those that are open', () => {
    expect(kinds({})).toEqual(['api', 'call', 'call', 'call', 'add', 'api', 'add', 'api', 'call', 'add']);
    expect(kinds({ closed: new Set(['A', 'C']) })).toEqual(['api', 'api', 'add', 'api']);
  });

  test('tell their level and their place in it, and are found by typing', () => {
    const lines = flattenTree(TREE, view);
    expect(placesOf(lines).map(({ level, position, count }) => `${level}: ${position}/${count}`)).toEqual([
      '1: 1/3',
      '2: 1/4',
      '2: 2/4',
      '2: 3/4',
      '2: 4/4',
      '1: 2/3',
      '2: 1/1',
      '1: 3/3',
      '2: 1/2',
      '2: 2/2',
    ]);
    expect(findByTyping(lines, 0, 'a')).toBe(1);
    expect(findByTyping(lines, 1, 'a')).toBe(0);
    expect(findByTyping(lines, 1, 'aa')).toBe(0);
    expect(findByTyping(lines, 3, 'c')).toBe(7);
    expect(findByTyping(lines, 7, 'c')).toBe(3);
    expect(findByTyping(lines, 0, 'ad')).toBe(-1);
  });

  test('are all open and only to be read while they are filtered', () => {
    expect(kinds({ closed: new Set(['A']), isFiltered: true })).toEqual([
      'api',
      'call',
      'call',
      'call',
      'api',
      'api',
      'call',
    ]);
  });
});
