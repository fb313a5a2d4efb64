import type { RunResult } from '@jackfield/runner';

export type Ended = Pick<RunResult, 'outcome' | 'head' | 'saysErrors'>;

export function isSuccess({ outcome, head, saysErrors }: Ended): boolean {
  return outcome === 'response' && head !== null && isSuccessStatus(head.status) && saysErrors !== true;
}

export function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}
