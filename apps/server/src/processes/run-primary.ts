import { fileURLToPath } from 'node:url';
import { CLOSE_MS, endInOrder, endOnFault, GRACE_MS, STOPPING_LINE } from '../end-of-process.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../logger.ts';
import { createForkHost } from './fork-host.ts';
import { openInstance } from './open-instance.ts';
import { WorkerPool } from './worker-pool.ts';

/** For a worker that was told to stop, beyond what it takes itself. */
const WORKER_LATE_MS = 2_000;

interface Options {
  /** The program that workers run. */
  workerFile: URL;
  say: (line: string) => void;
}

/**
 * The process that owns what all workers share: the embedded database, migrations, the demo API and the port. It
 * answers no request itself, so nothing that a request does can end it.
 */
export async function runPrimary(env: Env, logger: Logger, { workerFile, say }: Options): Promise<void> {
  let pool: WorkerPool | undefined;
  let close = async (): Promise<void> => {};
  const stop = async (graceMs: number): Promise<void> => {
    await pool?.stop(graceMs + CLOSE_MS + WORKER_LATE_MS);
    await close();
  };
  endOnFault(logger, stop);
  const instance = await openInstance(env, logger, say);
  close = () => instance.close();
  try {
    const { embeddedUrl, demoPort } = instance;
    const host = createForkHost(fileURLToPath(workerFile));
    const port = await host.listen(env.PORT, env.HOST);
    close = async () => {
      host.close();
      await instance.close();
    };
    const workers = new WorkerPool({ host, logger, options: { port, embeddedUrl, demoPort } });
    pool = workers;
    handleSignals(logger, workers, stop, say);
    const lines = await workers.start(env.JACKFIELD_PROCESSES);
    logger.info({ primary: process.pid, workers: workers.pids() }, 'the worker processes are ready');
    for (const line of lines) say(line);
  } catch (error) {
    await close();
    throw error;
  }
}

/** SIGTERM, Ctrl-C and a closed terminal end in order, a second one at once; SIGUSR2 replaces the workers. */
function handleSignals(
  logger: Logger,
  workers: WorkerPool,
  stop: (graceMs: number) => Promise<void>,
  say: (line: string) => void,
): void {
  let isStopping = false;
  const end = (): void => {
    if (isStopping) {
      workers.kill();
      process.exit(130);
    }
    isStopping = true;
    say(STOPPING_LINE);
    endInOrder(logger, stop, { graceMs: GRACE_MS, closeMs: 2 * CLOSE_MS + WORKER_LATE_MS });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('SIGUSR2', () => {
    logger.info('the worker processes are replaced one by one');
    void workers.replaceAll();
  });
}
