import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { AutosaveState } from './autosave-state.ts';
import { Autosaver, type AutosaverOptions } from './autosaver.ts';
import { attachView, saverOf } from './living-savers.ts';
import { sessionQueries } from './queries/session-queries.ts';
import { claimUnsaved, keepUnsaved, type Unsaved } from './unsaved-drafts.ts';

export interface UseAutosaveOptions<Draft, Saved extends { version: number }>
  extends Omit<AutosaverOptions<Draft, Saved>, 'keep'> {
  /** Names the document: `call.<id>`. Under this name its unsaved draft outlives the view, and the page. */
  document: string;
  draftSchema: z.ZodType<Draft>;
  savedSchema: z.ZodType<Saved>;
  /**
   * Both without what must not lie in the storage of a browser: values of sensitive inputs, and `keys`, which were
   * pasted and wait for a decision. Null: nothing is kept.
   */
  forStorage(unsaved: Unsaved<Draft, Saved>, keys: readonly string[]): Unsaved<Draft, Saved> | null;
}

/** A draft of an earlier page that is shown again. */
export interface Restored {
  at: number;
  isPartial: boolean;
  /** Back to what the server had. */
  discard(): void;
  dismiss(): void;
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
  restored: Restored | null;
}

/**
 * Keeps a document saved: 800 ms after typing, when the page is left or hidden, on `flush`, and when a server that was
 * away is back. Mount it once per document (give the component a `key` of the document's id).
 */
export function useAutosave<Draft, Saved extends { version: number }>(
  options: UseAutosaveOptions<Draft, Saved>,
): Autosave<Draft, Saved> {
  const { document: name, saved } = options;
  const queryClient = useQueryClient();
  // Whoever signs in after this page was opened has drafts of their own.
  const [userId] = useState(() => queryClient.getQueryData(sessionQueries.current().queryKey)?.user?.id ?? null);
  const withKeep: AutosaverOptions<Draft, Saved> = {
    ...options,
    keep: (unsaved) => {
      if (userId === null) return;
      const keys = saver.undecidedKeys();
      const kept = unsaved && options.forStorage(unsaved, keys);
      keepUnsaved({ userId, document: name }, kept && { ...kept, isPartial: keys.length > 0 });
    },
  };
  const [saver] = useState(() => saverOf(name, () => new Autosaver(withKeep)));
  const state = useSyncExternalStore(saver.subscribe, saver.getState);
  const draft = useSyncExternalStore(saver.subscribe, saver.getDraft);
  const [restored, setRestored] = useState<Restored | null>(null);

  useEffect(() => saver.update(withKeep));
  useEffect(() => {
    saver.replaceBase(saved);
  }, [saver, saved]);
  const { draftSchema, savedSchema } = options;
  useEffect(() => {
    if (userId === null || saver.getState().status !== 'saved') return;
    void claimUnsaved({ userId, document: name }, { draft: draftSchema, saved: savedSchema }).then((kept) => {
      if (kept === null) return;
      const before = saver.getDraft();
      if (!saver.restore(kept)) return;
      const dismiss = () => setRestored(null);
      const discard = () => {
        dismiss();
        saver.edit(before);
      };
      setRestored({ at: kept.at, isPartial: kept.isPartial, dismiss, discard });
    });
  }, [saver, userId, name, draftSchema, savedSchema]);
  useEffect(() => {
    const saveWhenHidden = () => {
      if (document.visibilityState === 'hidden') void saver.saveByItself();
    };
    document.addEventListener('visibilitychange', saveWhenHidden);
    const detach = attachView(name, saver);
    return () => {
      document.removeEventListener('visibilitychange', saveWhenHidden);
      detach();
    };
  }, [saver, name]);

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
    restored,
  };
}
