import type { RunError } from '@jackfield/connector';
import { describeFailure } from './messages.ts';
import { toRunFailure } from './run-failure.ts';

/** Why a part of a run that was asked for by itself failed. Throws what is no fault of an upstream or a setting. */
export function runErrorOf(error: unknown): RunError {
  return describeFailure(toRunFailure(error), (text) => text);
}
