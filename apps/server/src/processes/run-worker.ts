import { describeFailure } from '../describe-failure.ts';
import { CLOSE_MS, endInOrder, endOnFault, type Stop } from '../end-of-process.ts';
import { type Env, readEnv } from '../env.ts';
import { answerConnections } from '../listen.ts';
import { createLogger, type Logger } from '../logger.ts';
import { type Serving, serve } from '../serve.ts';
import type { WorkerOptions } from './messages.ts';
import type { PrimaryLink } from './worker-host.ts';

/** Longer than a run may take. A stream that may take longer is cut then. */
const RETIRE_MS_MAX = 310_000;

/** Serves as the primary says, until it says otherwise or is lost. Never rejects: a worker that cannot start ends. */
export async function runWorker(primary: PrimaryLink): Promise<void> {
  const env = readEnv();
  const logger = createLogger(env).child({ worker: process.pid });
  const worker = new WorkerLife(primary, env, logger);
  endOnFault(logger, (graceMs) => worker.stop(graceMs));
  // Of a terminal or a process group, which the primary gets too: it decides.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGUSR2'] as const) process.on(signal, () => {});
  process.on('SIGTERM', () => worker.end());
  primary.onLost(() => {
    logger.warn('the primary process has ended: this worker finishes what is running and ends');
    worker.end();
  });
  primary.onMessage((message) => {
    if (message.type === 'open') void open(worker, primary, message.options);
    else if (message.type === 'retire') worker.retire();
    else worker.end();
  });
  await primary.send({ type: 'started' });
}

async function open(worker: WorkerLife, primary: PrimaryLink, options: WorkerOptions): Promise<void> {
  try {
    await primary.send({ type: 'ready', lines: await worker.open(options) });
  } catch (error) {
    await primary.send({ type: 'failed', text: describeFailure(error) });
    process.exit(1);
  }
}

/** Ends once, whoever asks for it how often. */
class WorkerLife {
  readonly #env: Env;
  readonly #logger: Logger;
  readonly #primary: PrimaryLink;
  #serving: Serving | undefined;
  #isEnding = false;
  stop: Stop = async () => {};

  constructor(primary: PrimaryLink, env: Env, logger: Logger) {
    this.#primary = primary;
    this.#env = env;
    this.#logger = logger;
  }

  async open({ port, embeddedUrl, demoPort }: WorkerOptions): Promise<string[]> {
    this.#serving = await serve({ ...this.#env, PORT: port }, this.#logger, {
      embeddedUrl: embeddedUrl ?? undefined,
      demoPort,
      listen: async (server) => {
        this.#primary.onConnection(answerConnections(server));
        return port;
      },
      onStoppable: (stop) => {
        this.stop = stop;
      },
    });
    return this.#serving.lines;
  }

  end(): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    endInOrder(this.#logger, (graceMs) => this.stop(graceMs));
  }

  /** May be followed by `end`, which then has less patience. */
  retire(): void {
    const serving = this.#serving;
    if (serving === undefined || this.#isEnding) return;
    endInOrder(this.#logger, (latestMs) => serving.retire(latestMs), { graceMs: RETIRE_MS_MAX, closeMs: CLOSE_MS });
  }
}
