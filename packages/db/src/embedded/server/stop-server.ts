import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** `fast` cuts what runs and ends in order; the others leave the rest to recovery at the next start. */
export type StopMode = 'fast' | 'immediate' | 'kill';

const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const;

/** Asks a server to end. Windows has no such signals; PostgreSQL's own program sends its messages there. */
export function stopServer(bin: string, files: string, pid: number, mode: StopMode): void {
  if (process.platform === 'win32') {
    const args = ['stop', '-D', files, '-m', mode === 'fast' ? 'fast' : 'immediate', '-W'];
    spawn(join(bin, 'pg_ctl.exe'), args, { stdio: 'ignore', windowsHide: true }).on('error', () => {});
    return;
  }
  try {
    process.kill(pid, SIGNALS[mode]);
    // One that was suspended hears it only then.
    process.kill(pid, 'SIGCONT');
  } catch {
    // It ended by itself.
  }
}
