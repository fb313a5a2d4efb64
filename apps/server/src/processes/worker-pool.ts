import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import type { WorkerMessage, WorkerOptions } from './messages.ts';
import { RestartPause } from './restart-pause.ts';
import type { WorkerHost, WorkerProcess } from './worker-host.ts';
import { WorkerStartError } from './worker-start-error.ts';

interface Dependencies {
  host: WorkerHost;
  logger: Logger;
  options: WorkerOptions;
}

interface Worker {
  process: WorkerProcess;
  hasStarted: boolean;
  /** Resolves with its lines for the operator; rejects when it ends before it is ready. */
  ready: Promise<string[]>;
  /** Its end is not to be followed by a new start. */
  isExpectedToEnd: boolean;
}

/** The worker processes: started together, started again when one ends, replaced one by one, stopped together. */
export class WorkerPool {
  readonly #dependencies: Dependencies;
  readonly #workers = new Set<Worker>();
  readonly #pause = new RestartPause();
  readonly #stopping = new AbortController();
  #isReplacing = false;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  pids(): number[] {
    return [...this.#workers].map((worker) => worker.process.pid);
  }

  /**
   * Starts so many workers and waits until all are ready. Returns the lines for the operator.
   *
   * @throws WorkerStartError when one cannot start; the others are ended.
   */
  async start(count: number): Promise<string[]> {
    const workers = Array.from({ length: count }, () => this.#start());
    try {
      const [lines = []] = await Promise.all(workers.map((worker) => worker.ready));
      for (const worker of workers) void this.#restartWhenItEnds(worker);
      return lines;
    } catch (error) {
      this.kill();
      await this.#allExited();
      throw error;
    }
  }

  /** Starts a new worker for each one, which ends only after the new one is ready. */
  async replaceAll(): Promise<void> {
    const { logger } = this.#dependencies;
    if (this.#isReplacing || this.#stopping.signal.aborted) return;
    this.#isReplacing = true;
    try {
      for (const old of [...this.#workers]) {
        if (this.#workers.has(old) && !old.isExpectedToEnd && !(await this.#replace(old))) return;
      }
      if (!this.#stopping.signal.aborted) logger.info({ pids: this.pids() }, 'every worker process was replaced');
    } finally {
      this.#isReplacing = false;
    }
  }

  /** Ends all in order; those that do not within `latestMs` are killed. */
  async stop(latestMs: number): Promise<void> {
    this.#stopping.abort();
    for (const worker of this.#workers) {
      worker.isExpectedToEnd = true;
      if (worker.hasStarted) worker.process.send({ type: 'stop' });
      else worker.process.kill();
    }
    const late = setTimeout(() => this.kill(), latestMs);
    await this.#allExited();
    clearTimeout(late);
  }

  /** Ends all at once. */
  kill(): void {
    this.#stopping.abort();
    for (const worker of this.#workers) {
      worker.isExpectedToEnd = true;
      worker.process.kill();
    }
  }

  async #allExited(): Promise<void> {
    while (this.#workers.size > 0) await Promise.all([...this.#workers].map((worker) => worker.process.exited));
  }

  #start(): Worker {
    const { host, options } = this.#dependencies;
    let setReady: (lines: string[]) => void = () => {};
    let failure = 'A worker process ended before it was ready; its last lines above may say why.';
    const onMessage = (message: WorkerMessage): void => {
      if (message.type === 'started') {
        worker.hasStarted = true;
        worker.process.send({ type: 'open', options });
      } else if (message.type === 'failed') failure = message.text;
      else {
        process.takesConnections = true;
        setReady(message.lines);
      }
    };
    const process = host.start(onMessage);
    const ended = process.exited.then((): never => {
      throw new WorkerStartError(failure);
    });
    const ready = new Promise<string[]>((resolve) => {
      setReady = resolve;
    });
    const worker: Worker = {
      process,
      hasStarted: false,
      ready: Promise.race([ready, ended]),
      isExpectedToEnd: false,
    };
    worker.ready.catch(() => {});
    this.#workers.add(worker);
    void process.exited.then(() => this.#workers.delete(worker));
    return worker;
  }

  /** Whether another one is ready in its place, and it has ended. */
  async #replace(old: Worker): Promise<boolean> {
    old.isExpectedToEnd = true;
    const next = this.#start();
    try {
      await next.ready;
    } catch (error) {
      if (this.#stopping.signal.aborted) return false;
      this.#dependencies.logger.error({ err: error }, 'a new worker could not start, so no more of them are replaced');
      old.isExpectedToEnd = false;
      // It may have ended meanwhile, when nobody started another one for it.
      void this.#restartWhenItEnds(old);
      return false;
    }
    void this.#restartWhenItEnds(next);
    old.process.takesConnections = false;
    old.process.send({ type: 'retire' });
    await old.process.exited;
    return true;
  }

  async #restartWhenItEnds(worker: Worker): Promise<void> {
    const how = await worker.process.exited;
    if (worker.isExpectedToEnd) return;
    // Once only, also when it was followed twice.
    worker.isExpectedToEnd = true;
    await this.#restart(how);
  }

  async #restart(how: string): Promise<void> {
    const { logger } = this.#dependencies;
    const { signal } = this.#stopping;
    for (let reason = how; !signal.aborted; ) {
      const pauseMs = this.#pause.nextMs(performance.now());
      logger.error({ how: reason, pauseMs }, 'a worker process ended unexpectedly; another one is started');
      await wait(pauseMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      const next = this.#start();
      try {
        await next.ready;
        logger.info({ worker: next.process.pid }, 'a worker process was started again');
        void this.#restartWhenItEnds(next);
        return;
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
  }
}
