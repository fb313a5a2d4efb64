import { useEffect, useEffectEvent } from 'react';
import { isShortcut, type Shortcut } from './shortcuts.ts';

const ACTIONS = ['run', 'save', 'undo', 'redo', 'duplicate'] as const satisfies readonly Shortcut[];

/** What each key does; a key without an action is the browser's. */
type EditorKeys = Partial<Record<(typeof ACTIONS)[number], () => void>>;

/** The keys of the open call or API. AltGr and the composition of a word are left alone, and so are open dialogs. */
export function useEditorKeys(keys: EditorKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.defaultPrevented || !(event.metaKey || event.ctrlKey)) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('[role="dialog"][aria-modal="true"]')) return;
    const action = actionOf(event, keys);
    // A field with text that is not in the document yet takes its own typing back.
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
  if (event.key.toLowerCase() === 'y' && !event.shiftKey) return keys.redo ?? null;
  for (const shortcut of ACTIONS) {
    if (isShortcut(event, shortcut)) return keys[shortcut] ?? null;
  }
  return null;
}

function hasOwnUndo(target: Element | null): boolean {
  return target?.closest('[data-own-undo], [type="password"], [role="searchbox"]') != null;
}
