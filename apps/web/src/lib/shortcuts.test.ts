import { expect, test } from 'vitest';
import { isShortcut, keyWords } from './shortcuts.ts';

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, isComposing: false };

test('tells a shortcut by its keys, in either case, with Ctrl or ⌘', () => {
  expect(isShortcut({ ...none, key: 'Enter', ctrlKey: true }, 'run')).toBe(true);
  expect(isShortcut({ ...none, key: 'Enter', metaKey: true }, 'run')).toBe(true);
  expect(isShortcut({ ...none, key: 'Z', ctrlKey: true, shiftKey: true }, 'redo')).toBe(true);
  expect(isShortcut({ ...none, key: 'z', ctrlKey: true, shiftKey: true }, 'undo')).toBe(false);
  expect(isShortcut({ ...none, key: '?', shiftKey: true }, 'help')).toBe(true);
});

test('leaves AltGr, plain keys and text that is being composed alone', () => {
  expect(isShortcut({ ...none, key: 'Enter' }, 'run')).toBe(false);
  expect(isShortcut({ ...none, key: 's', ctrlKey: true, altKey: true }, 'save')).toBe(false);
  expect(isShortcut({ ...none, key: 'Enter', ctrlKey: true, isComposing: true }, 'run')).toBe(false);
});

test('is written as the keyboard has it', () => {
  expect(keyWords('run')).toBe('Ctrl ↵');
});
