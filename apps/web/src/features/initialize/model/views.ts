import { EMPTY_STREAM } from '../../../lib/stream-state.ts';
import type { RunState } from './run-state.ts';

export const RESPONSE_VIEWS = [
  'preview',
  'stream',
  'structured',
  'tree',
  'raw',
  'headers',
  'request',
  'timing',
] as const;
export type ResponseView = (typeof RESPONSE_VIEWS)[number];

/** The views there are of a call: that of a stream only where there is one. */
export function viewsOf({ stream }: RunState, isStream: boolean): readonly ResponseView[] {
  return isStream || stream !== EMPTY_STREAM ? RESPONSE_VIEWS : RESPONSE_VIEWS.filter((view) => view !== 'stream');
}

/** What a person most likely wants to see of a run, or before one. */
export function defaultView(run: RunState, hasSavedShape: boolean, isStream = false): ResponseView {
  const { status, end, shape } = run;
  if (isStream && status === 'running') return 'stream';
  if (run.stream !== EMPTY_STREAM) return 'stream';
  if (status === 'idle') return hasSavedShape || shape !== null ? 'structured' : 'preview';
  const isFresh = shape !== null && shape.errorStatus === null;
  if (status !== 'done' || end === null || end.error !== null || isFresh) return 'structured';
  // A refusal is read in full, where it says anything.
  if (!end.ok) return end.bodyKind === 'none' ? 'structured' : 'raw';
  // A saved or discarded shape stays in view.
  return end.bodyKind === 'none' ? 'headers' : 'structured';
}
