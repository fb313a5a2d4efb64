import { useEffect, useEffectEvent } from 'react';
import { isShortcut } from '../../../lib/shortcuts.ts';

interface EditorKeys {
  run: () => void;
  save: () => void;
  undo: () => void;
  redo: () => void;
  duplicate: () => void;
}

/** The keys of the open call. AltGr and the composition of a word are left alone, and so are open dialogs. */
export function useEditorKeys(keys: EditorKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.defaultPrevented || !(event.metaKey || event.ctrlKey)) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[role="dialog"][aria-modal="true"]')) return;
    const action = actionOf(event, keys);
    // A field with text that is not in the call yet takes its own typing back.
    if (action === null || ((action === keys.undo || action === keys.redo) && hasOwnUndo(target))) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

function actionOf(event: KeyboardEvent, keys: EditorKeys): (() => void) | null {
  // Where redo is Ctrl+Y by custom.
  if (event.key.toLowerCase() === 'y' && !event.shiftKey) return keys.redo;
  for (const shortcut of ['run', 'save', 'undo', 'redo', 'duplicate'] as const) {
    if (isShortcut(event, shortcut)) return keys[shortcut];
  }
  return null;
}

function hasOwnUndo(target: Element | null): boolean {
  return target?.closest('[data-own-undo], [type="password"], [role="searchbox"]') != null;
}
