import type { RunDetail, RunSummary } from '@jackfield/contracts';

/** A record of a run as it is stored. */
export interface NewRun extends Omit<RunSummary, 'startedAt' | 'actor'> {
  projectId: string;
  actorId: string;
  replayOf: string | null;
  /** `RunShown` as JSON. */
  detail: string;
  /** Sealed. */
  kept: string | null;
}

/** What only the view of one run shows. */
export type RunShown = Pick<RunDetail, 'request' | 'headers' | 'error' | 'warnings' | 'timing'>;
