import { useEffect, useEffectEvent } from 'react';

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
  if (event.key === 'Enter') return keys.run;
  switch (event.key.toLowerCase()) {
    case 's':
      return keys.save;
    case 'z':
      return event.shiftKey ? keys.redo : keys.undo;
    case 'y':
      return keys.redo;
    case 'd':
      return keys.duplicate;
    default:
      return null;
  }
}

function hasOwnUndo(target: Element | null): boolean {
  return target?.closest('[data-own-undo], [type="password"], [role="searchbox"]') != null;
}
