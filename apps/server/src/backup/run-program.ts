import { BackupError, DatabaseError } from '@jackfield/db';
import { EnvError } from '../env.ts';
import { KeyringError } from '../keyring/keyring-error.ts';
import { OperatorError } from './operator-error.ts';

const FOR_OPERATOR = [OperatorError, BackupError, DatabaseError, EnvError, KeyringError];

/**
 * Runs a program to its end: exit code 0, or 1 with one message on stderr. Ctrl-C and SIGTERM abort the signal; a
 * second one ends the process at once.
 */
export function runProgram(main: (signal: AbortSignal) => Promise<void>): void {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort();
    });
  }
  // A closed pipe costs lines of progress, not the backup.
  process.stdout.on('error', () => {});
  main(stopping.signal).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${describe(error)}\n`, () => process.exit(1));
    },
  );
}

/** Anything that isn't for the operator is a fault of ours and shows where it happened. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForOperator = FOR_OPERATOR.some((kind) => error instanceof kind);
  return isForOperator ? error.message : (error.stack ?? error.message);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
