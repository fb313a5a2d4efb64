/** Every shortcut of the editor, once: what is listed under `?` is what the pages show and listen to. */
export const SHORTCUTS = {
  run: { keys: ['mod', 'Enter'], label: 'Initialize the open call, or run it', where: 'Call' },
  save: { keys: ['mod', 'S'], label: 'Save now (it saves by itself too)', where: 'Call, API' },
  undo: { keys: ['mod', 'Z'], label: 'Undo', where: 'Call, API' },
  redo: { keys: ['mod', 'shift', 'Z'], label: 'Redo', where: 'Call, API' },
  duplicate: { keys: ['mod', 'D'], label: 'Duplicate the open call', where: 'Call' },
  move: { keys: ['alt', '↑ ↓'], label: 'Move the row, or the line of the list of APIs', where: 'Everywhere' },
  palette: { keys: ['mod', 'K'], label: 'Find an API, a call, a page or a command', where: 'Everywhere' },
  help: { keys: ['?'], label: 'This list, and the glossary', where: 'Everywhere' },
} as const satisfies Record<string, { keys: readonly string[]; label: string; where: string }>;
export type Shortcut = keyof typeof SHORTCUTS;

// Node, where tests run, has no user agent before version 21.
const IS_MAC = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? '');
const WORDS: Record<string, string | undefined> = IS_MAC
  ? { mod: '⌘', shift: '⇧', alt: '⌥', Enter: '↵' }
  : { mod: 'Ctrl', shift: 'Shift', alt: 'Alt', Enter: '↵' };

/** The keys as they are written on this machine's keyboard. */
export function keyParts(shortcut: Shortcut): string[] {
  return SHORTCUTS[shortcut].keys.map((key) => WORDS[key] ?? key);
}

/** In one text: `⌘↵`, `Ctrl ↵`. */
export function keyWords(shortcut: Shortcut): string {
  return keyParts(shortcut).join(IS_MAC ? '' : ' ');
}

interface Keys {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/** Whether these keys are that shortcut. AltGr, which is Ctrl and Alt, and text being composed are left alone. */
export function isShortcut(event: Keys, shortcut: Shortcut): boolean {
  const { keys } = SHORTCUTS[shortcut];
  const wants = (key: string) => keys.some((each) => each === key);
  if (event.isComposing || event.altKey) return false;
  const key = keys.at(-1) ?? '';
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  const hasMod = event.ctrlKey || event.metaKey;
  // `?` needs Shift on many keyboards, and is a key of its own on others.
  return hasMod === wants('mod') && (key === '?' || event.shiftKey === wants('shift'));
}
