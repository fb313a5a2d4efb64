import { useEffect, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { AutosaveState } from './autosave-state.ts';
import { Autosaver, type AutosaverOptions } from './autosaver.ts';
import { keepUnsaved, readUnsaved } from './unsaved-drafts.ts';

export interface UseAutosaveOptions<Draft, Saved extends { version: number }>
  extends Omit<AutosaverOptions<Draft, Saved>, 'keep'> {
  /** Names the document in this tab's storage, where an unsaved draft survives a reload: `call.<id>`. */
  storageKey: string;
  draftSchema: z.ZodType<Draft>;
}

export interface Autosave<Draft, Saved> {
  /** What the page shows. */
  draft: Draft;
  edit(draft: Draft): void;
  /** Like `edit`, on the newest draft: for several edits in one event. */
  change(update: (draft: Draft) => Draft): void;
  state: AutosaveState<Saved>;
  /** Saves now; null when the server has not what the page shows. For ⌘S and before Initialize. */
  flush(): Promise<Saved | null>;
  /** Saves unless a key waits for a decision. For leaving a field. */
  leave(): void;
  /** Pasted keys that hold back saving by itself, until they are moved or allowed. */
  undecidedKeys: readonly string[];
  allowKey(text: string): void;
  takeMine(): Promise<Saved | null>;
  takeTheirs(): Draft;
}

/**
 * Keeps a document saved: 800 ms after typing, when the page is left or hidden, and on `flush`.
 * Mount it once per document (give the component a `key` of the document's id).
 */
export function useAutosave<Draft, Saved extends { version: number }>(
  options: UseAutosaveOptions<Draft, Saved>,
): Autosave<Draft, Saved> {
  const { storageKey, draftSchema, saved } = options;
  const withKeep = {
    ...options,
    keep: (unsaved: { draft: Draft; version: number } | null) => keepUnsaved(storageKey, unsaved),
  };
  const [saver] = useState(() => new Autosaver(withKeep, readUnsaved(storageKey, draftSchema)));
  const state = useSyncExternalStore(saver.subscribe, saver.getState);
  const draft = useSyncExternalStore(saver.subscribe, saver.getDraft);

  useEffect(() => saver.update(withKeep));
  useEffect(() => {
    saver.replaceBase(saved);
  }, [saver, saved]);
  useEffect(() => {
    const saveWhenHidden = () => {
      if (document.visibilityState === 'hidden') void saver.saveByItself();
    };
    document.addEventListener('visibilitychange', saveWhenHidden);
    return () => {
      document.removeEventListener('visibilitychange', saveWhenHidden);
      void saver.saveByItself();
    };
  }, [saver]);

  return {
    draft,
    state,
    edit: (next) => saver.edit(next),
    change: (update) => saver.edit(update(saver.getDraft())),
    flush: () => saver.flush(),
    leave: () => void saver.saveByItself(),
    undecidedKeys: saver.undecidedKeys(),
    allowKey: (text) => saver.allowKey(text),
    takeMine: () => saver.takeMine(),
    takeTheirs: () => saver.takeTheirs(),
  };
}
