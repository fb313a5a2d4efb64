import type { BackupProgress } from '@jackfield/db';
import { formatBytes } from './format-bytes.ts';
import { print } from './run-program.ts';

const EVERY_MS = 1_000;
const STEPS = { copy: 'Backing up', check: 'Checking', restore: 'Restoring', finish: 'Finishing' } as const;

/** Prints the first progress of each step, and then one line a second. */
export function createProgressPrinter(): (progress: BackupProgress) => void {
  let printed: { step: string; at: number } = { step: '', at: 0 };
  return ({ step, table, rows, bytes, share }) => {
    const at = performance.now();
    if (step === printed.step && at - printed.at < EVERY_MS) return;
    printed = { step, at };
    if (step === 'finish') {
      print('Finishing: indexes and foreign keys');
      return;
    }
    const details = [`${Math.floor(share * 100)} %`, table, rows > 0 ? formatRows(rows) : null, formatBytes(bytes)];
    print(`${STEPS[step]}: ${details.filter((detail) => detail !== null).join(', ')}`);
  };
}

/** `1 row`, `1,234 rows`. */
export function formatRows(rows: number): string {
  return rows === 1 ? '1 row' : `${rows.toLocaleString('en-US')} rows`;
}
