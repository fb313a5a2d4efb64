import { type Call, callSchema, getCall, saveCall } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useMemo } from 'react';
import type { AutosaveState } from '../../../lib/autosave-state.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { callQueries } from '../../../lib/queries/call-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';
import { type Restored, useAutosave } from '../../../lib/use-autosave.ts';
import { type Undoable, useUndoable } from '../../../lib/use-undoable.ts';
import type { Command } from '../model/commands.ts';
import { type CallDraft, callDraftSchema, forStorage, keysIn, toDraft } from '../model/draft.ts';
import { type MergeSide, mergeDrafts } from '../model/merge-drafts.ts';
import { settleInputs } from '../model/settle-inputs.ts';

export interface CallSession extends Omit<Undoable<CallDraft>, 'change'> {
  /** Runs a command; commands of one group are one step of undo. */
  run: (command: Command, group?: string | null) => void;
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
  const { draft, change, leave, undo, redo, canUndo, canRedo } = useUndoable(autosave);
  const run: CallSession['run'] = (command, group) =>
    change((present) => {
      const changed = command(present);
      return changed === present ? present : settleInputs(present, changed, inheritedInputs);
    }, group);

  const { status, base, theirs } = autosave.state;
  const isMergedByItself = useMemo(
    () =>
      status === 'conflict' &&
      theirs !== null &&
      mergeDrafts(toDraft(base), draft, toDraft(theirs)).conflicts.length === 0,
    [status, base, theirs, draft],
  );
  const resolve: CallSession['resolve'] = (choices) => {
    if (theirs === null) return;
    change((mine) => {
      const { merged } = mergeDrafts(toDraft(base), mine, toDraft(theirs), choices);
      return settleInputs(merged, merged, inheritedInputs);
    });
    void autosave.takeMine();
  };
  const mergeByItself = useEffectEvent(() => resolve(new Map()));
  useEffect(() => {
    if (isMergedByItself) mergeByItself();
  }, [isMergedByItself]);

  const undecided = autosave.undecidedKeys.join('\n');
  // One object as long as nothing of it changed, so that what is drawn from it can stay. All else in it reaches the
  // newest draft by itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo<CallSession>(
    () => ({
      draft,
      run,
      leave,
      undo,
      redo,
      canUndo,
      canRedo,
      save: autosave.state,
      flush: autosave.flush,
      undecidedKeys: autosave.undecidedKeys,
      allowKey: autosave.allowKey,
      restored: autosave.restored,
      resolve,
    }),
    [draft, canUndo, canRedo, autosave.state, undecided, autosave.restored, inheritedInputs],
  );
}

function sensitiveNames({ document }: Call): string {
  return document.inputs.flatMap(({ name, isSensitive }) => (isSensitive ? [name] : [])).join('\n');
}
