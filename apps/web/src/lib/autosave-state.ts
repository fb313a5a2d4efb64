import type { ApiProblem } from './api-problem.ts';

/**
 * Where a document stands between the page and the server.
 * - `saved`: the server has what the page shows
 * - `dirty`: typed, not sent yet
 * - `saving`: on its way
 * - `failed`: the server did not take it; what was typed is kept and sent again with the next edit or on "Try again"
 * - `conflict`: someone else saved in between; nothing is sent until the person has chosen
 */
export type AutosaveStatus = 'saved' | 'dirty' | 'saving' | 'failed' | 'conflict';

export interface AutosaveState<Saved> {
  status: AutosaveStatus;
  /** What the server has; its version goes with the next save. */
  base: Saved;
  /** An edit was made while a save was on its way. */
  isEditedSince: boolean;
  /** Why the last save failed; kept while a new attempt is made, so that field errors do not flicker. */
  problem: ApiProblem | null;
  /** `conflict`: what stands on the server. */
  theirs: Saved | null;
}

export type AutosaveEvent<Saved> =
  | { type: 'edited' }
  | { type: 'reverted' }
  | { type: 'save-started' }
  | { type: 'save-succeeded'; saved: Saved }
  | { type: 'save-failed'; problem: ApiProblem }
  | { type: 'conflicted'; problem: ApiProblem; theirs: Saved }
  | { type: 'took-mine' }
  | { type: 'took-theirs' }
  | { type: 'base-replaced'; base: Saved };

export function initialAutosaveState<Saved>(base: Saved): AutosaveState<Saved> {
  return { status: 'saved', base, isEditedSince: false, problem: null, theirs: null };
}

/** The next state; an event that means nothing in a state leaves it as it is. */
export function autosaveReducer<Saved>(state: AutosaveState<Saved>, event: AutosaveEvent<Saved>): AutosaveState<Saved> {
  switch (event.type) {
    case 'edited':
      if (state.status === 'saving') return { ...state, isEditedSince: true };
      return state.status === 'conflict' ? state : { ...state, status: 'dirty' };
    case 'reverted':
      return state.status === 'dirty' || state.status === 'failed'
        ? { ...state, status: 'saved', problem: null }
        : state;
    case 'save-started':
      return { ...state, status: 'saving', isEditedSince: false };
    case 'save-succeeded':
      return {
        status: state.isEditedSince ? 'dirty' : 'saved',
        base: event.saved,
        isEditedSince: false,
        problem: null,
        theirs: null,
      };
    case 'save-failed':
      return {
        ...state,
        status: state.isEditedSince ? 'dirty' : 'failed',
        isEditedSince: false,
        problem: event.problem,
      };
    case 'conflicted':
      return { ...state, status: 'conflict', isEditedSince: false, problem: event.problem, theirs: event.theirs };
    case 'took-mine':
      // The page keeps its text; it is now an edit of what they saved.
      if (state.status !== 'conflict' || state.theirs === null) return state;
      return { ...state, status: 'dirty', base: state.theirs, problem: null, theirs: null };
    case 'took-theirs':
      if (state.status !== 'conflict' || state.theirs === null) return state;
      return { status: 'saved', base: state.theirs, isEditedSince: false, problem: null, theirs: null };
    case 'base-replaced':
      return state.status === 'saved' ? { ...state, base: event.base } : state;
  }
}
