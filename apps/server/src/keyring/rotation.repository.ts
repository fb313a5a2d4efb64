import { Prisma, type PrismaClient, type Transaction } from '@jackfield/db';
import { createKeyringRepository } from './keyring.repository.ts';
import type { ResealedSecret, RotationStore, SealedTable, SecretTexts } from './rotate-keys.ts';
import { sealedPrefix } from './sealed-text.ts';

/** Well under the time after which a silent connection is given up. */
const KEEP_LOCK_EVERY_MS = 4_000;
const LOCK_MS_MAX = 2 ** 31 - 1;

/** What a rotation reads and writes. */
export function createRotationRepository(
  prisma: PrismaClient,
  { isShared }: Pick<RotationStore, 'isShared'>,
): RotationStore {
  return {
    ...createKeyringRepository(prisma),
    isShared,
    exclusively: exclusivelyByLock(prisma),
    findStaleDataKeys: (masterKeyId) =>
      prisma.dataKey.findMany({ where: { masterKeyId: { not: masterKeyId } }, orderBy: { id: 'asc' } }),
    async countSecrets(dataKeyId) {
      const where = { sealed: { startsWith: sealedPrefix(dataKeyId) } };
      return (await prisma.secret.count({ where })) + (await prisma.connection.count({ where }));
    },
    ...secretTexts(prisma),
    async removeDataKey(id, resealRest) {
      return prisma.$transaction(async (tx) => {
        // Waits for those who store a text under this key; they are seen below, and later ones find it gone.
        await tx.$queryRaw`SELECT id FROM data_key WHERE id = ${id} FOR UPDATE`;
        const isUnused = await resealRest(secretTexts(tx));
        if (isUnused) await tx.dataKey.deleteMany({ where: { id } });
        return isUnused;
      });
    },
  };
}

function secretTexts(db: Transaction): SecretTexts {
  return {
    async findSecrets(dataKeyId, afterId, count, table) {
      const wanted = {
        where: { sealed: { startsWith: sealedPrefix(dataKeyId) }, id: { gt: afterId } },
        orderBy: { id: 'asc' },
        take: count,
        select: { id: true, sealed: true },
      } as const;
      if (table === 'secret') return db.secret.findMany(wanted);
      const rows = await db.connection.findMany(wanted);
      return rows.flatMap(({ id, sealed }) => (sealed === null ? [] : [{ id, sealed }]));
    },
    replaceSealed: (secrets, table) => replaceSealed(db, secrets, table),
  };
}

/**
 * One statement. A text that somebody replaced meanwhile stays as it is. A row that somebody holds is left for later
 * rather than waited for, so a rotation is in nobody's way.
 */
function replaceSealed(db: Transaction, secrets: readonly ResealedSecret[], table: SealedTable): Promise<number> {
  const name = Prisma.raw(table);
  const ids = secrets.map(({ id }) => id);
  const stale = secrets.map(({ sealed }) => sealed);
  const fresh = secrets.map(({ resealed }) => resealed);
  return db.$executeRaw`
    WITH change AS (
      SELECT * FROM unnest(${ids}::text[], ${stale}::text[], ${fresh}::text[]) AS t (id, stale, fresh)
    ), free AS (
      SELECT held.id FROM ${name} AS held JOIN change ON change.id = held.id AND change.stale = held.sealed
      FOR NO KEY UPDATE OF held SKIP LOCKED
    )
    UPDATE ${name} AS stands SET sealed = change.fresh
    FROM change JOIN free ON free.id = change.id
    WHERE stands.id = change.id AND stands.sealed = change.stale`;
}

/** PostgreSQL frees the lock when the connection ends, however the process does. */
function exclusivelyByLock(prisma: PrismaClient): RotationStore['exclusively'] {
  return (work) =>
    prisma.$transaction(
      async (tx) => {
        const [row] = await tx.$queryRaw<{ isOurs: boolean }[]>`
          SELECT pg_try_advisory_xact_lock(7214360998427113) AS "isOurs"`;
        if (row?.isOurs !== true) return null;
        let lost: Error | undefined;
        const keep = setInterval(() => {
          tx.$queryRaw`SELECT 1`.catch((error: unknown) => {
            lost = new Error('the lock of the rotation was lost', { cause: error });
          });
        }, KEEP_LOCK_EVERY_MS);
        try {
          return await work(() => {
            if (lost !== undefined) throw lost;
          });
        } finally {
          clearInterval(keep);
        }
      },
      { timeout: LOCK_MS_MAX, maxWait: 10_000 },
    );
}
