import { useEffect, useEffectEvent } from 'react';

/** ⌘S / Ctrl+S saves the page's document instead of the page. */
export function useSaveShortcut(save: () => void): void {
  const onSave = useEffectEvent(save);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
      if (!isPlain || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      onSave();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
