import type { ApiDocument, CallDocument } from '@jackfield/connector';
import type { SampleStatistics } from '@jackfield/shape';
import { type Fingerprint, initializationState } from '../initialization-state.ts';

/**
 * The saved samples that a new one is added to: none when they were taken of another call than it is now. What was typed
 * by hand stands until something better comes, be it typed again or received.
 */
export function samplesToKeep(
  saved: { samples: SampleStatistics[]; fingerprint: Fingerprint } | null,
  api: ApiDocument,
  call: CallDocument,
): SampleStatistics[] {
  if (saved === null || initializationState(saved.fingerprint, api, call) !== 'done') return [];
  return saved.samples.filter(({ entered }) => entered === undefined);
}
