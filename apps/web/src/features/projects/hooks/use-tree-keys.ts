import { type KeyboardEvent, useRef } from 'react';
import { findByTyping, type TreeLine } from '../model/flatten-tree.ts';

interface TreeKeys {
  lines: readonly TreeLine[];
  focusAt: (index: number) => void;
  setOpen: (apiId: string, isOpen: boolean) => void;
  /** Alt and an arrow key: one place up or down. */
  onStep: (line: TreeLine, by: -1 | 1) => void;
}

/** Letters that come within this time are one word. */
const TYPING_MS = 700;

/** The keys of a tree: arrows, Home, End, Enter, letters, and the menu's. */
export function useTreeKeys({ lines, focusAt, setOpen, onStep }: TreeKeys) {
  const typing = useRef({ text: '', at: 0 });

  const onArrow = (event: KeyboardEvent, index: number, line: TreeLine): boolean => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by !== 0 && event.altKey) onStep(line, by);
    else if (event.altKey) return false;
    else if (by !== 0) focusAt(index + by);
    else if (event.key === 'Home') focusAt(0);
    else if (event.key === 'End') focusAt(lines.length - 1);
    else if (event.key === 'ArrowRight' && line.kind === 'api') {
      if (line.isOpen) focusAt(index + 1);
      else setOpen(line.api.id, true);
    } else if (event.key === 'ArrowLeft' && line.kind === 'api') setOpen(line.api.id, false);
    else if (event.key === 'ArrowLeft') {
      focusAt(lines.findIndex((other) => other.kind === 'api' && other.api.id === line.api.id));
    } else return false;
    return true;
  };

  const onLetter = (event: KeyboardEvent, index: number): boolean => {
    if ([...event.key].length !== 1 || event.key === '?' || event.nativeEvent.isComposing) return false;
    const { text, at } = typing.current;
    const typed = event.timeStamp - at < TYPING_MS ? text + event.key : event.key;
    if (typed.trim() === '') return false;
    typing.current = { text: typed, at: event.timeStamp };
    const found = findByTyping(lines, index, typed);
    if (found !== -1) focusAt(found);
    return true;
  };

  return (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const item = target?.closest<HTMLElement>('[data-line]') ?? null;
    // What else is in a line, such as its menu or the field of a new call, has keys of its own.
    if (target === null || item === null || !(target === item || target.matches('[data-line-focus]'))) return;
    if (event.ctrlKey || event.metaKey) return;
    const index = Number(item.dataset.line);
    const line = lines[index];
    if (line === undefined) return;
    if (onArrow(event, index, line)) event.preventDefault();
    else if ((event.key === 'Enter' || event.key === ' ') && target === item) {
      event.preventDefault();
      item.querySelector<HTMLElement>('[data-line-focus]')?.click();
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      item.querySelector<HTMLElement>('[data-line-menu]')?.click();
    } else if (!event.altKey && onLetter(event, index)) event.preventDefault();
  };
}
