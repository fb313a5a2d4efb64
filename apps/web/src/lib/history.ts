/** Undo and redo over immutable values. A group keeps typing in one field together until a mark is set. */
export interface History<T> {
  readonly present: T;
  readonly past: readonly T[];
  readonly future: readonly T[];
  /** What the last edit belonged to; null after a mark. */
  readonly group: string | null;
}

/** Older steps are forgotten; a step costs little, since documents share what did not change. */
const STEPS_MAX = 300;

export function startHistory<T>(present: T): History<T> {
  return { present, past: [], future: [], group: null };
}

/** Edits of the same group are one step; an edit without a group always is a step of its own. */
export function edit<T>(history: History<T>, next: T, group: string | null): History<T> {
  if (Object.is(next, history.present)) return history;
  if (group !== null && group === history.group) return { ...history, present: next, future: [] };
  const past = [...history.past, history.present].slice(-STEPS_MAX);
  return { present: next, past, future: [], group };
}

/** Ends the group, so that the next edit is a step of its own; redo stays possible. */
export function mark<T>(history: History<T>): History<T> {
  return history.group === null ? history : { ...history, group: null };
}

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    present: previous,
    past: history.past.slice(0, -1),
    future: [history.present, ...history.future],
    group: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { present: next, past: [...history.past, history.present], future, group: null };
}
