import { Prisma, type Transaction } from '@jackfield/db';

export interface CountedPoints {
  points: number;
  /** Until the count starts again at zero. */
  msLeft: number;
}

/** Rows that one attempt deletes when they have expired: more than an attempt adds, so the table stays small. */
const DELETED_AT_ONCE = 20;

const msLeft = Prisma.sql`
  (extract(epoch FROM "expiresAt" - timezone('utc', clock_timestamp())) * 1000)::float8 AS "msLeft"`;

/** Counts that expire, by the database's clock, so that all processes agree on them. */
export function createSignInLimitsRepository(db: Transaction) {
  return {
    /** Adds one point and returns the new count. The duration starts with the first point. */
    async consume(id: string, durationMs: number): Promise<CountedPoints> {
      const [row] = await db.$queryRaw<CountedPoints[]>`
        INSERT INTO sign_in_limit AS held (id, points, "expiresAt")
        VALUES (${id}, 1, timezone('utc', clock_timestamp()) + ${durationMs} * INTERVAL '1 millisecond')
        ON CONFLICT (id) DO UPDATE SET
          points = CASE WHEN held."expiresAt" > timezone('utc', clock_timestamp()) THEN held.points + 1 ELSE 1 END,
          "expiresAt" = CASE WHEN held."expiresAt" > timezone('utc', clock_timestamp())
            THEN held."expiresAt" ELSE excluded."expiresAt" END
        RETURNING points, ${msLeft}`;
      if (row === undefined) throw new Error('an upsert returned no row');
      return row;
    },

    /** The count without adding to it; null while there is none. */
    async find(id: string): Promise<CountedPoints | null> {
      const [row] = await db.$queryRaw<CountedPoints[]>`
        SELECT points, ${msLeft} FROM sign_in_limit WHERE id = ${id} AND "expiresAt" > timezone('utc', clock_timestamp())`;
      return row ?? null;
    },

    /** Takes one point back. */
    async giveBack(id: string): Promise<void> {
      await db.$executeRaw`UPDATE sign_in_limit SET points = points - 1 WHERE id = ${id} AND points > 0`;
    },

    async reset(id: string): Promise<void> {
      await db.signInLimit.deleteMany({ where: { id } });
    },

    /** Skips rows that another attempt holds, so that no attempt waits for this. */
    async deleteExpired(): Promise<void> {
      await db.$executeRaw`
        DELETE FROM sign_in_limit WHERE id IN (
          SELECT id FROM sign_in_limit WHERE "expiresAt" <= timezone('utc', clock_timestamp())
          ORDER BY "expiresAt" LIMIT ${DELETED_AT_ONCE}::int FOR UPDATE SKIP LOCKED)`;
    },
  };
}

export type SignInLimitsRepository = ReturnType<typeof createSignInLimitsRepository>;
