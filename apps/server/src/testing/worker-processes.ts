import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Whether this system says which processes a process started. */
export const knowsChildren = existsSync(`/proc/${process.pid}/task/${process.pid}/children`);

/** The worker processes of a primary, by their process ids. */
export function findWorkers(primary: number | undefined): number[] {
  const file = `/proc/${primary}/task/${primary}/children`;
  const children = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
  return children.filter((pid) => commandOf(pid).includes('main-worker'));
}

/** Resolves once so many workers have started, none of them among `former`. */
export async function waitForWorkers(
  primary: number | undefined,
  count: number,
  former: number[] = [],
): Promise<number[]> {
  await expect
    .poll(() => findWorkers(primary).filter((pid) => !former.includes(pid)).length, { timeout: 60_000 })
    .toBe(count);
  return findWorkers(primary).filter((pid) => !former.includes(pid));
}

export function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Processes whose command names a folder: the embedded database of a data folder. */
export function findProcessesNaming(folder: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => commandOf(pid).includes(folder));
}

/** Ends those of them that still run: what a killed primary left behind. */
export function killWorkers(pids: readonly number[]): void {
  for (const pid of pids) if (commandOf(pid).includes('main-worker')) process.kill(pid, 'SIGKILL');
}

/** Processor time that a process has used, in seconds. */
export function processorSeconds(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (.*)/s);
  const fields = rest.split(' ');
  // utime and stime, in the hundredths of a second that Linux shows everywhere.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
