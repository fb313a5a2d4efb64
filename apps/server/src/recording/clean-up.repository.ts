import type { Transaction } from '@jackfield/db';

export interface Retention {
  id: string;
  runDaysKept: number;
  runsKeptMax: number;
}

/** What deleting old records of runs reads and writes. */
export function createCleanUpRepository(db: Transaction) {
  return {
    async retentionOf(projectId?: string): Promise<Retention[]> {
      return db.project.findMany({
        where: projectId === undefined ? {} : { id: projectId },
        select: { id: true, runDaysKept: true, runsKeptMax: true },
        orderBy: { id: 'asc' },
      });
    },

    /** The id of the newest run that is one too many; null while there are no more than that. */
    async firstBeyond(projectId: string, count: number): Promise<string | null> {
      const row = await db.run.findFirst({
        where: { projectId },
        orderBy: { id: 'desc' },
        skip: count,
        select: { id: true },
      });
      return row?.id ?? null;
    },

    async countUntil(projectId: string, untilId: string): Promise<number> {
      return db.run.count({ where: { projectId, id: { lte: untilId } } });
    },

    /** The oldest first, at most so many; says how many. */
    async deleteUntil(projectId: string, untilId: string, count: number): Promise<number> {
      return db.$executeRaw`
        DELETE FROM "run" WHERE "id" IN (
          SELECT "id" FROM "run" WHERE "projectId" = ${projectId} AND "id" <= ${untilId}::uuid
          ORDER BY "id" LIMIT ${count}::int)`;
    },

    async deleteCounts(spanSeconds: number, before: Date): Promise<void> {
      await db.runCount.deleteMany({ where: { spanSeconds, startsAt: { lt: before } } });
    },

    /** Of projects that are gone, at most so many; says how many. */
    async deleteOrphans(count: number): Promise<number> {
      await db.$executeRaw`
        DELETE FROM "run_count" WHERE NOT EXISTS (SELECT 1 FROM "project" WHERE "project"."id" = "projectId")`;
      return db.$executeRaw`
        DELETE FROM "run" WHERE "id" IN (
          SELECT "run"."id" FROM "run" WHERE NOT EXISTS (SELECT 1 FROM "project" WHERE "project"."id" = "projectId")
          LIMIT ${count}::int)`;
    },
  };
}

export type CleanUpRepository = ReturnType<typeof createCleanUpRepository>;
