import type { monaco } from './monaco-setup.ts';

interface EditorKeys {
  onUndo: (() => void) | undefined;
  onRedo: (() => void) | undefined;
  onFormat: (() => void) | undefined;
  isReadOnly: boolean | undefined;
}

/**
 * The keys that the editor leaves to the page, and Escape: the Tab after it leaves the editor, so that nobody who uses
 * the keyboard is caught in it. Composition and AltGr are left alone, and so is the field of the search.
 */
export function listenToKeys(
  editor: monaco.editor.IStandaloneCodeEditor,
  host: HTMLElement,
  keysNow: () => EditorKeys,
): () => void {
  const onKeyDownFirst = (event: KeyboardEvent) => {
    if (event.isComposing || !isInText(event.target)) return;
    const action = actionOf(event, keysNow());
    if (action === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  // Where nothing can be written, Tab has nothing else to do.
  const setLeaving = (isLeaving: boolean) =>
    editor.updateOptions({ tabFocusMode: isLeaving || keysNow().isReadOnly === true });
  // After the editor: an Escape that closed something is spent.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab' || event.key === 'Shift') return;
    setLeaving(event.key === 'Escape' && !event.defaultPrevented);
  };
  const onFocusOut = () => setLeaving(false);
  host.addEventListener('keydown', onKeyDownFirst, { capture: true });
  host.addEventListener('keydown', onKeyDown);
  host.addEventListener('focusout', onFocusOut);
  return () => {
    host.removeEventListener('keydown', onKeyDownFirst, { capture: true });
    host.removeEventListener('keydown', onKeyDown);
    host.removeEventListener('focusout', onFocusOut);
  };
}

function isInText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.find-widget') === null;
}

function actionOf(event: KeyboardEvent, { onUndo, onRedo, onFormat }: EditorKeys): (() => void) | undefined {
  const isCommand = event.ctrlKey || event.metaKey;
  // By its place: with Alt the key types another letter on a Mac.
  if (event.altKey) return event.shiftKey && !isCommand && event.code === 'KeyF' ? onFormat : undefined;
  if (!isCommand) return undefined;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? onRedo : onUndo;
  return key === 'y' ? onRedo : undefined;
}
