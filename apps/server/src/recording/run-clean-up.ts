import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import type { CleanUpRepository, Retention } from './clean-up.repository.ts';
import { LONG_SPAN_S, SHORT_SPAN_S } from './run-counts.ts';
import { firstRunIdAt } from './run-id.ts';

interface Dependencies {
  repository: CleanUpRepository;
  logger: Logger;
}

export interface CleanUpProgress {
  deleted: number;
  total: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 10 * 60_000;
const BATCH = 500;
/** Pauses between batches, of the time that a batch took: what runs meanwhile goes first. */
const PAUSE = 4;
/** A little longer than charts look back. */
const SHORT_SPAN_KEPT_MS = 2 * DAY_MS;
const LONG_SPAN_KEPT_MS = 32 * DAY_MS;

/** Deletes records of runs that are older, or more, than their project keeps; in small batches, in the background. */
export class RunCleanUp {
  readonly #dependencies: Dependencies;
  readonly #progress = new Map<string, CleanUpProgress>();
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  start(): void {
    this.#scheduleAfter(FIRST_AFTER_MS);
  }

  /** Of a project that is being cleaned up now. */
  progressOf(projectId: string): CleanUpProgress | null {
    return this.#progress.get(projectId) ?? null;
  }

  /** Resolves when it is done; one project's, or everything. Never rejects: what failed is tried again next time. */
  sweep(projectId?: string): Promise<void> {
    this.#sweeping = this.#sweeping.then(async () => {
      try {
        await this.#sweep(projectId);
      } catch (error) {
        this.#progress.clear();
        if (!this.#isClosed) this.#dependencies.logger.warn({ err: error }, 'old records of runs could not be deleted');
      }
    });
    return this.#sweeping;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#sweeping;
  }

  #scheduleAfter(ms: number): void {
    this.#timer = setTimeout(() => {
      void this.sweep().then(() => {
        if (!this.#isClosed) this.#scheduleAfter(EVERY_MS);
      });
    }, ms).unref();
  }

  async #sweep(projectId: string | undefined): Promise<void> {
    const { repository } = this.#dependencies;
    const all = await repository.retentionOf(projectId);
    for (const retention of all) await this.#sweepProject(retention);
    if (projectId !== undefined || this.#isClosed) return;
    await repository.deleteCounts(SHORT_SPAN_S, new Date(Date.now() - SHORT_SPAN_KEPT_MS));
    await repository.deleteCounts(LONG_SPAN_S, new Date(Date.now() - LONG_SPAN_KEPT_MS));
    await this.#inBatches(() => repository.deleteOrphans(BATCH));
  }

  async #sweepProject({ id, runDaysKept, runsKeptMax }: Retention): Promise<void> {
    if (this.#isClosed) return;
    const { repository } = this.#dependencies;
    const tooOld = firstRunIdAt(Date.now() - runDaysKept * DAY_MS);
    const tooMany = await repository.firstBeyond(id, runsKeptMax);
    const until = tooMany !== null && tooMany > tooOld ? tooMany : tooOld;
    const total = await repository.countUntil(id, until);
    if (total === 0) return;
    const progress = { deleted: 0, total };
    this.#progress.set(id, progress);
    await this.#inBatches(async () => {
      const deleted = await repository.deleteUntil(id, until, BATCH);
      progress.deleted += deleted;
      return deleted;
    });
    this.#progress.delete(id);
  }

  async #inBatches(deleteSome: () => Promise<number>): Promise<void> {
    while (!this.#isClosed) {
      const startedAt = performance.now();
      if ((await deleteSome()) < BATCH) return;
      await wait(PAUSE * (performance.now() - startedAt));
    }
  }
}
