import { type Call, callSchema, getCall, saveCall } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { AutosaveState } from '../../../lib/autosave-state.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { callQueries } from '../../../lib/queries/call-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';
import { type Restored, useAutosave } from '../../../lib/use-autosave.ts';
import type { Command } from '../model/commands.ts';
import { type CallDraft, callDraftSchema, forStorage, keysIn, toDraft } from '../model/draft.ts';
import * as histories from '../model/history.ts';
import { type MergeSide, mergeDrafts } from '../model/merge-drafts.ts';
import { settleInputs } from '../model/settle-inputs.ts';

export interface CallSession {
  draft: CallDraft;
  /** Runs a command; commands of one group are one step of undo. */
  run: (command: Command, group?: string | null) => void;
  /** A field was left: ends the step of undo and saves. */
  leave: () => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  save: AutosaveState<Call>;
  /** Saves now; null when the server has not what the page shows. */
  flush: () => Promise<Call | null>;
  /** Pasted keys that hold back saving by itself. */
  undecidedKeys: readonly string[];
  allowKey: (text: string) => void;
  /** What an earlier page could not save, and is shown again. */
  restored: Restored | null;
  /** In a conflict: the merge of both sides with these choices. */
  resolve: (choices: ReadonlyMap<string, MergeSide>) => void;
}

/** The open call: its draft with undo, and the saving of it. Mount it once per call. */
export function useCallSession(call: Call, inheritedInputs: ReadonlySet<string>): CallSession {
  const queryClient = useQueryClient();
  const autosave = useAutosave<CallDraft, Call>({
    saved: call,
    document: `call.${call.id}`,
    draftSchema: callDraftSchema,
    savedSchema: callSchema,
    toDraft,
    keysIn,
    forStorage,
    save: (draft, version) => callEndpoint(saveCall, { params: { callId: call.id }, body: { ...draft, version } }),
    parseCurrent: (current) => callSchema.safeParse(current).data ?? null,
    reload: () => callEndpoint(getCall, { params: { callId: call.id } }),
    onSaved: (saved) => {
      queryClient.setQueryData(callQueries.detail(saved.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: projectQueries.tree(saved.projectId).queryKey });
      // The secret test value of a renamed input went with it.
      if (sensitiveNames(saved) !== sensitiveNames(call)) {
        void queryClient.invalidateQueries({ queryKey: valueQueries.list(saved.projectId).queryKey });
      }
    },
  });
  // A ref beside the state: two commands of one event must each see the other's result.
  const historyRef = useRef(histories.startHistory(autosave.draft));
  const [history, setHistory] = useState(historyRef.current);

  const adopt = (next: histories.History<CallDraft>) => {
    historyRef.current = next;
    setHistory(next);
    autosave.edit(next.present);
  };
  const run: CallSession['run'] = (command, group = null) => {
    const { present } = historyRef.current;
    const changed = command(present);
    if (changed === present) return;
    adopt(histories.edit(historyRef.current, settleInputs(present, changed, inheritedInputs), group));
  };

  // A draft that came from the server (another tab saved) is one step, which undo takes back.
  useEffect(() => {
    if (historyRef.current.present === autosave.draft) return;
    historyRef.current = histories.edit(historyRef.current, autosave.draft, null);
    setHistory(historyRef.current);
  }, [autosave.draft]);

  const { status, base, theirs } = autosave.state;
  const isMergedByItself = useMemo(
    () =>
      status === 'conflict' &&
      theirs !== null &&
      mergeDrafts(toDraft(base), history.present, toDraft(theirs)).conflicts.length === 0,
    [status, base, theirs, history.present],
  );
  const resolve: CallSession['resolve'] = (choices) => {
    if (theirs === null) return;
    const { merged } = mergeDrafts(toDraft(base), historyRef.current.present, toDraft(theirs), choices);
    adopt(histories.edit(historyRef.current, settleInputs(merged, merged, inheritedInputs), null));
    void autosave.takeMine();
  };
  const mergeByItself = useEffectEvent(() => resolve(new Map()));
  useEffect(() => {
    if (isMergedByItself) mergeByItself();
  }, [isMergedByItself]);
  // A pause in typing that was long enough to save ends a step of undo too.
  useEffect(() => {
    if (status === 'saved') historyRef.current = histories.mark(historyRef.current);
  }, [status]);

  const undecided = autosave.undecidedKeys.join('\n');
  // One object as long as nothing of it changed, so that what is drawn from it can stay. All else in it reaches the
  // newest draft by itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo<CallSession>(
    () => ({
      draft: history.present,
      run,
      leave: () => {
        historyRef.current = histories.mark(historyRef.current);
        autosave.leave();
      },
      undo: () => adopt(histories.undo(historyRef.current)),
      redo: () => adopt(histories.redo(historyRef.current)),
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      save: autosave.state,
      flush: autosave.flush,
      undecidedKeys: autosave.undecidedKeys,
      allowKey: autosave.allowKey,
      restored: autosave.restored,
      resolve,
    }),
    [history, autosave.state, undecided, autosave.restored, inheritedInputs],
  );
}

function sensitiveNames({ document }: Call): string {
  return document.inputs.flatMap(({ name, isSensitive }) => (isSensitive ? [name] : [])).join('\n');
}
