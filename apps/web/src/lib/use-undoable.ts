import { useEffect, useRef, useState } from 'react';
import * as histories from './history.ts';
import type { Autosave } from './use-autosave.ts';

export interface Undoable<Draft> {
  draft: Draft;
  /** On the newest draft; edits of one group are one step of undo. An update that gives back its draft is no edit. */
  change: (update: (draft: Draft) => Draft, group?: string | null) => void;
  /** A field was left: ends the step of undo and saves. */
  leave: () => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

/** Undo and redo over the whole of a document that is saved by itself. What they bring back is saved too. */
export function useUndoable<Draft, Saved>(autosave: Autosave<Draft, Saved>): Undoable<Draft> {
  // A ref beside the state: two changes of one event must each see the other's result.
  const historyRef = useRef(histories.startHistory(autosave.draft));
  const [history, setHistory] = useState(historyRef.current);
  const { status } = autosave.state;

  const adopt = (next: histories.History<Draft>) => {
    historyRef.current = next;
    setHistory(next);
    autosave.edit(next.present);
  };
  const endStep = () => {
    historyRef.current = histories.mark(historyRef.current);
  };

  // A draft that came from the server (another tab saved) is one step, which undo takes back.
  useEffect(() => {
    if (historyRef.current.present === autosave.draft) return;
    historyRef.current = histories.edit(historyRef.current, autosave.draft, null);
    setHistory(historyRef.current);
  }, [autosave.draft]);
  // A pause in typing that was long enough to save ends a step of undo too.
  useEffect(() => {
    if (status === 'saved') historyRef.current = histories.mark(historyRef.current);
  }, [status]);

  return {
    draft: history.present,
    change: (update, group = null) => {
      const next = update(historyRef.current.present);
      if (next !== historyRef.current.present) adopt(histories.edit(historyRef.current, next, group));
    },
    leave: () => {
      endStep();
      autosave.leave();
    },
    undo: () => adopt(histories.undo(historyRef.current)),
    redo: () => adopt(histories.redo(historyRef.current)),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
