import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseError } from '../../database-error.ts';
import type { ServerAddress } from './address.ts';
import { endPreviousServer } from './end-previous-server.ts';
import { findServerProcesses } from './find-server-processes.ts';
import { type PostgresqlProcessOptions, startPostgresqlProcess, waitUntilReady } from './postgresql-process.ts';
import { stopServer } from './stop-server.ts';

/** Recovery after a crash reads the whole write-ahead log, which takes seconds on a slow disk. */
const READY_MS_MAX = 120_000;
const REMIND_EVERY_MS = 1_000;
const ORDERLY_MS_MAX = 15_000;
const RESTART_AFTER_MS_MIN = 100;
const RESTART_AFTER_MS_MAX = 5_000;

export interface SupervisedServer {
  /** Ends the server in order; it is not started again. */
  close(): Promise<void>;
}

interface Options extends PostgresqlProcessOptions {
  address: Pick<ServerAddress, 'clear'>;
  onCrash: (output: string) => void;
}

/**
 * Starts the server and, whenever it ends by itself, starts it again: at once, then with pauses that double up to 5 s
 * as long as it does not come up. Its socket keeps its path, so connections find it again.
 *
 * @throws DatabaseError `damaged` when it cannot be started the first time, with what it said
 */
export async function startSupervisedServer(options: Options): Promise<SupervisedServer> {
  const { bin, files, address, onCrash } = options;
  const closing = new AbortController();
  const identity = identify(files);
  let server = startPostgresqlProcess(options);
  if (!(await waitUntilReady(server, files, READY_MS_MAX))) {
    server.stop();
    await server.ended;
    throw new DatabaseError(
      'damaged',
      `The embedded database in ${files} could not be started: ${server.output() || 'it did not answer in time'}`,
    );
  }
  /** False when it did not come up, or `close` was called meanwhile. */
  const startAgain = async (): Promise<boolean> => {
    // The data folder was moved, and another one may be in its place.
    if (identify(files) !== identity) return false;
    // Processes of the one that crashed may take a moment to end.
    await endPreviousServer(bin, files);
    if (closing.signal.aborted) return false;
    address.clear();
    server = startPostgresqlProcess(options);
    return waitUntilReady(server, files, READY_MS_MAX);
  };
  const supervise = async (): Promise<void> => {
    for (let failures = 0; ; ) {
      await server.ended;
      if (closing.signal.aborted) return;
      onCrash(server.output());
      if (failures > 0) await pause(pauseMs(failures), closing.signal);
      if (closing.signal.aborted) return;
      failures = (await startAgain().catch(() => false)) ? 0 : failures + 1;
    }
  };
  const supervised = supervise();
  return {
    close: async () => {
      closing.abort();
      server.stop();
      // A server that had only just been started may have missed it, and one whose disk is full may never finish its
      // last checkpoint: recovery at the next start does the same.
      const askedAt = Date.now();
      const remind = setInterval(() => {
        if (identify(files) !== identity) return;
        const mode = Date.now() - askedAt > ORDERLY_MS_MAX ? 'immediate' : 'fast';
        for (const pid of findServerProcesses(files)) stopServer(bin, files, pid, mode);
      }, REMIND_EVERY_MS);
      await supervised.finally(() => clearInterval(remind));
    },
  };
}

/** The same for as long as a folder is the same one, whatever its path becomes. */
function identify(folder: string): string {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev}:${found.ino}`;
}

function pauseMs(failures: number): number {
  return Math.min(RESTART_AFTER_MS_MAX, RESTART_AFTER_MS_MIN * 2 ** Math.min(failures, 10));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Unreferenced: a database that is away keeps no process alive.
  await wait(ms, undefined, { signal, ref: false }).catch(() => {});
}
