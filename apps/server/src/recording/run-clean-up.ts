import { setTimeout as wait } from 'node:timers/promises';
import type { JobLeasesRepository, JobProgress } from '../jobs/job-leases.repository.ts';
import type { Logger } from '../logger.ts';
import { newId } from '../new-id.ts';
import type { CleanUpRepository, Retention } from './clean-up.repository.ts';
import { LONG_SPAN_S, SHORT_SPAN_S } from './run-counts.ts';
import { firstRunIdAt } from './run-id.ts';

interface Dependencies {
  repository: CleanUpRepository;
  leases: JobLeasesRepository;
  logger: Logger;
}

/** Says how far the work is; false when another process does it now. */
type Report = (progress: JobProgress) => Promise<boolean>;

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
const REST_JOB = 'run-clean-up';
/** How often to try for a lease that another process holds. */
const RETRY_LEASE_MS = 1_000;

/**
 * Deletes records of runs that are older, or more, than their project keeps; in small batches, in the background. One
 * process at a time does it for each project, under a lease.
 */
export class RunCleanUp {
  readonly #dependencies: Dependencies;
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  start(): void {
    this.#scheduleAfter(FIRST_AFTER_MS);
  }

  /** Of a project that is being cleaned up now, by whichever process. */
  async findProgress(projectId: string): Promise<CleanUpProgress | null> {
    const progress = await this.#dependencies.leases.findProgress(toJobId(projectId));
    return progress === null || progress.total === 0 ? null : { deleted: progress.done, total: progress.total };
  }

  /** Resolves when it is done; one project's, or everything. Never rejects: what failed is tried again next time. */
  sweep(projectId?: string): Promise<void> {
    this.#sweeping = this.#sweeping.then(async () => {
      try {
        await this.#sweep(projectId);
      } catch (error) {
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
    // Settings that were changed just now are applied, also when another process is applying those before them.
    const waits = projectId !== undefined;
    for (const retention of all) await this.#sweepProject(retention, waits);
    if (projectId !== undefined || this.#isClosed) return;
    await this.#underLease(REST_JOB, { waits: false }, async (report) => {
      await repository.deleteCounts(SHORT_SPAN_S, new Date(Date.now() - SHORT_SPAN_KEPT_MS));
      await repository.deleteCounts(LONG_SPAN_S, new Date(Date.now() - LONG_SPAN_KEPT_MS));
      await this.#inBatches(async () => {
        const deleted = await repository.deleteOrphans(BATCH);
        return (await report({ done: 0, total: 0 })) ? deleted : 0;
      });
    });
  }

  async #sweepProject({ id, runDaysKept, runsKeptMax }: Retention, waits: boolean): Promise<void> {
    if (this.#isClosed) return;
    const { repository } = this.#dependencies;
    const tooOld = firstRunIdAt(Date.now() - runDaysKept * DAY_MS);
    const tooMany = await repository.firstBeyond(id, runsKeptMax);
    const until = tooMany !== null && tooMany > tooOld ? tooMany : tooOld;
    const total = await repository.countUntil(id, until);
    if (total === 0) return;
    await this.#underLease(toJobId(id), { waits }, async (report) => {
      let done = 0;
      await report({ done, total });
      await this.#inBatches(async () => {
        const deleted = await repository.deleteUntil(id, until, BATCH);
        done += deleted;
        return (await report({ done, total })) ? deleted : 0;
      });
    });
  }

  /** Does the work unless another process does it now; `waits` until that one has ended, or died. */
  async #underLease(
    job: string,
    { waits }: { waits: boolean },
    work: (report: Report) => Promise<void>,
  ): Promise<void> {
    const { leases } = this.#dependencies;
    const leaseId = newId();
    while (!(await leases.take(job, leaseId))) {
      if (!waits || this.#isClosed) return;
      await wait(RETRY_LEASE_MS);
    }
    try {
      await work((progress) => leases.report(job, leaseId, progress));
    } finally {
      await leases.release(job, leaseId);
    }
  }

  async #inBatches(deleteSome: () => Promise<number>): Promise<void> {
    while (!this.#isClosed) {
      const startedAt = performance.now();
      if ((await deleteSome()) < BATCH) return;
      await wait(PAUSE * (performance.now() - startedAt));
    }
  }
}

function toJobId(projectId: string): string {
  return `${REST_JOB}/${projectId}`;
}
