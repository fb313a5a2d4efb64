import type { RunState } from './run-state.ts';

export const RESPONSE_VIEWS = ['preview', 'structured', 'raw', 'headers', 'request', 'timing'] as const;
export type ResponseView = (typeof RESPONSE_VIEWS)[number];

/** What a person most likely wants to see of a run, or before one. */
export function defaultView({ status, end, shape }: RunState, hasSavedShape: boolean): ResponseView {
  if (status === 'idle') return hasSavedShape ? 'structured' : 'preview';
  if (status !== 'done' || end === null || end.error !== null || shape !== null) return 'structured';
  // A refusal is read in full, where it says anything.
  if (!end.ok) return end.bodyKind === 'none' ? 'structured' : 'raw';
  // A saved or discarded shape stays in view.
  return end.bodyKind === 'none' ? 'headers' : 'structured';
}
