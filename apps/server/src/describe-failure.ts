import { DatabaseError } from '@jackfield/db';
import { EnvError } from './env.ts';
import { KeyringError } from './keyring/keyring-error.ts';
import { ListenError } from './listen.ts';
import { WorkerStartError } from './processes/worker-start-error.ts';

const FOR_OPERATOR = [EnvError, ListenError, DatabaseError, KeyringError, WorkerStartError];

/** What the operator can fix is one clear sentence; anything else is a fault of ours and shows where. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return FOR_OPERATOR.some((kind) => error instanceof kind) ? error.message : (error.stack ?? error.message);
}
