import type { Transaction } from '@jackfield/db';

export interface JobProgress {
  done: number;
  total: number;
}

/** By the database's clock, so that all processes agree on it. */
const LEASE_MS = 60_000;

/** Leases of background jobs: one process does each at a time, and another one may when its process has died. */
export function createJobLeasesRepository(db: Transaction) {
  return {
    /** Whether the job is now this holder's. */
    async take(id: string, leaseId: string): Promise<boolean> {
      const taken = await db.$executeRaw`
        INSERT INTO job_lease AS held (id, "leaseId", "leaseUntil")
        VALUES (${id}, ${leaseId}, timezone('utc', clock_timestamp()) + ${LEASE_MS} * INTERVAL '1 millisecond')
        ON CONFLICT (id) DO UPDATE SET
          "leaseId" = excluded."leaseId", "leaseUntil" = excluded."leaseUntil", done = 0, total = 0
        WHERE held."leaseUntil" <= timezone('utc', clock_timestamp())`;
      return taken === 1;
    },

    /** Extends the lease and says how far the job is. False when another process has taken it meanwhile. */
    async report(id: string, leaseId: string, { done, total }: JobProgress): Promise<boolean> {
      const extended = await db.$executeRaw`
        UPDATE job_lease SET done = ${done}::int, total = ${total}::int,
          "leaseUntil" = timezone('utc', clock_timestamp()) + ${LEASE_MS} * INTERVAL '1 millisecond'
        WHERE id = ${id} AND "leaseId" = ${leaseId}`;
      return extended === 1;
    },

    async release(id: string, leaseId: string): Promise<void> {
      await db.jobLease.deleteMany({ where: { id, leaseId } });
    },

    /** Of a job that a process is doing now. */
    async findProgress(id: string): Promise<JobProgress | null> {
      const [row] = await db.$queryRaw<JobProgress[]>`
        SELECT done, total FROM job_lease
        WHERE id = ${id} AND "leaseUntil" > timezone('utc', clock_timestamp())`;
      return row ?? null;
    },
  };
}

export type JobLeasesRepository = ReturnType<typeof createJobLeasesRepository>;
