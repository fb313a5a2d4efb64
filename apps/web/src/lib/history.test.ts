import { describe, expect, test } from 'vitest';
import { edit, mark, redo, startHistory, undo } from './history.ts';

describe('history', () => {
  test('takes typing in one field back in one step', () => {
    let history = startHistory('');
    for (const text of ['a', 'ab', 'abc']) history = edit(history, text, 'name');
    expect(undo(history).present).toBe('');
  });

  test('begins a new step after a mark', () => {
    const typed = edit(startHistory(''), 'a', 'name');
    const history = edit(mark(typed), 'ab', 'name');
    expect(undo(history).present).toBe('a');
  });

  test('keeps the redo stack when a mark is set without an edit', () => {
    const history = mark(undo(edit(startHistory('a'), 'b', null)));
    expect(redo(history).present).toBe('b');
  });

  test('drops the redo stack on a new edit', () => {
    const history = edit(undo(edit(startHistory('a'), 'b', null)), 'c', null);
    expect(redo(history).present).toBe('c');
    expect(undo(history).present).toBe('a');
  });

  test('does not count an edit that changes nothing', () => {
    const history = startHistory('a');
    expect(edit(history, 'a', 'name')).toBe(history);
  });

  test('stays where it is when there is nothing to undo or redo', () => {
    const history = startHistory('a');
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
  });
});
