import type { Transaction } from '@jackfield/db';
import { parseOrigins } from '../configuration/origins.ts';
import { holdDataKey } from '../keyring/keyring.repository.ts';
import { newId } from '../new-id.ts';

/** Which connection: that of an API in an environment, of everyone or of one end user. */
export interface ConnectionKey {
  projectId: string;
  apiId: string;
  environmentId: string;
  /** '' for the one that all share. */
  endUser: string;
}

interface LeasedRow {
  id: string;
  sealed: string | null;
  generation: number;
  leaseId: string | null;
  origins: unknown;
  isLeased: boolean;
}

/** Who granted it, whose account it is, and where its tokens may go. */
export interface Connected {
  origins: string[];
  account: string | null;
  /** Null for an end user: they have no name here. */
  connectedByName: string | null;
}

export interface NewAttempt {
  projectId: string;
  apiId: string;
  environmentId: string;
  stateHash: string;
  browserHash: string;
  userId: string;
  userName: string;
  /** Whose connection it will be; '' for the one that all share. */
  endUser: string;
  /** Of the link that it was begun with, by somebody without an account here; else null. */
  tokenId: string | null;
  origins: string[];
  expiresAt: Date;
}

export interface NewLink {
  projectId: string;
  apiId: string;
  environmentId: string;
  endUser: string;
  linkHash: string;
  /** The project token that made it. */
  tokenId: string;
  expiresAt: Date;
}

export interface KeptGrant {
  sealed: string;
  expiresAt: Date | null;
  scope: string | null;
  note: string | null;
}

/**
 * What providers granted. Time is the database's, so that processes whose clocks differ agree on who has a lease.
 */
export function createConnectionsRepository(db: Transaction) {
  /** As it stands, for those who want a token; null where there is none. */
  const readKept = async ({ apiId, environmentId, endUser }: ConnectionKey): Promise<LeasedRow | null> => {
    const [row = null] = await db.$queryRaw<LeasedRow[]>`
      SELECT id, sealed, generation, "leaseId", origins,
        COALESCE("leaseUntil" > timezone('utc', clock_timestamp()), FALSE) AS "isLeased"
      FROM connection WHERE "apiId" = ${apiId} AND "environmentId" = ${environmentId} AND "endUser" = ${endUser}`;
    return row;
  };

  return {
    find(key: Omit<ConnectionKey, 'projectId'>) {
      const { apiId, environmentId, endUser } = key;
      return db.connection.findUnique({ where: { apiId_environmentId_endUser: { apiId, environmentId, endUser } } });
    },

    countEndUsers(apiId: string, environmentId: string): Promise<number> {
      return db.connection.count({ where: { apiId, environmentId, endUser: { not: '' }, sealed: { not: null } } });
    },

    /** Those who connected last, first; whose last try failed are among them. */
    listEndUsers(apiId: string, environmentId: string, take: number) {
      return db.connection.findMany({
        where: { apiId, environmentId, endUser: { not: '' } },
        orderBy: [{ connectedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
        take,
      });
    },

    readKept,

    /** Like `readKept`; made where there is none yet. */
    async read(key: ConnectionKey): Promise<LeasedRow> {
      const row = await readKept(key);
      if (row !== null) return row;
      await db.connection.createMany({ data: { ...key, id: newId() }, skipDuplicates: true });
      const made = await readKept(key);
      if (made === null) throw new Error('a connection was removed while it was made');
      return made;
    },

    /** One statement, so that of several who try at once one gets it. */
    async takeLease(id: string, generation: number, leaseId: string, leaseMs: number): Promise<boolean> {
      const taken = await db.$executeRaw`
        UPDATE connection SET "leaseId" = ${leaseId},
          "leaseUntil" = timezone('utc', clock_timestamp()) + ${leaseMs} * INTERVAL '1 millisecond'
        WHERE id = ${id} AND generation = ${generation}
          AND ("leaseUntil" IS NULL OR "leaseUntil" <= timezone('utc', clock_timestamp()))`;
      return taken === 1;
    },

    async extendLease(id: string, leaseId: string, leaseMs: number): Promise<void> {
      await db.$executeRaw`
        UPDATE connection SET "leaseUntil" = timezone('utc', clock_timestamp()) + ${leaseMs} * INTERVAL '1 millisecond'
        WHERE id = ${id} AND "leaseId" = ${leaseId}`;
    },

    /** New tokens, and the lease given back. False where it is somebody else's by now. */
    async keep(id: string, leaseId: string, { sealed, ...grant }: KeptGrant): Promise<boolean> {
      await holdDataKey(db, sealed);
      const now = new Date();
      const { count } = await db.connection.updateMany({
        where: { id, leaseId },
        data: {
          ...grant,
          sealed,
          generation: { increment: 1 },
          leaseId: null,
          leaseUntil: null,
          refreshedAt: now,
          triedAt: now,
          failure: null,
          isFailureLasting: false,
        },
      });
      return count === 1;
    },

    async giveUp(id: string, leaseId: string, failure: string, isFailureLasting: boolean): Promise<void> {
      await db.connection.updateMany({
        where: { id, leaseId },
        data: { leaseId: null, leaseUntil: null, triedAt: new Date(), failure, isFailureLasting },
      });
    },

    /** What somebody granted takes the place of what stood there; who has the lease finds that it is gone. */
    async connect(id: string, grant: KeptGrant & Connected): Promise<void> {
      await holdDataKey(db, grant.sealed);
      const now = new Date();
      await db.connection.update({
        where: { id },
        data: {
          ...grant,
          generation: { increment: 1 },
          leaseId: null,
          leaseUntil: null,
          refreshedAt: now,
          triedAt: now,
          connectedAt: now,
          failure: null,
          isFailureLasting: false,
        },
      });
    },

    async noteFailure(id: string, failure: string): Promise<void> {
      await db.connection.updateMany({ where: { id }, data: { triedAt: new Date(), failure, isFailureLasting: true } });
    },

    async createAttempt(attempt: NewAttempt): Promise<void> {
      await db.connectionAttempt.deleteMany({ where: { expiresAt: { lt: new Date() } } });
      await db.connectionAttempt.create({ data: { ...attempt, id: newId() } });
    },

    /** Once: of two who come with the same state, one gets it. */
    async takeAttempt(stateHash: string): Promise<NewAttempt | null> {
      const attempt = await db.connectionAttempt.findUnique({ where: { stateHash } });
      if (attempt === null) return null;
      const { count } = await db.connectionAttempt.deleteMany({ where: { id: attempt.id } });
      return count === 1 ? { ...attempt, origins: parseOrigins(attempt.origins) } : null;
    },

    async createLink(link: NewLink): Promise<void> {
      await db.connectionLink.deleteMany({ where: { expiresAt: { lt: new Date() } } });
      await db.connectionLink.create({ data: { ...link, id: newId() } });
    },

    findLink(linkHash: string): Promise<NewLink | null> {
      return db.connectionLink.findUnique({ where: { linkHash } });
    },

    /** Once: of two who open the same link, one does. */
    async takeLink(linkHash: string): Promise<boolean> {
      const { count } = await db.connectionLink.deleteMany({ where: { linkHash, expiresAt: { gte: new Date() } } });
      return count === 1;
    },

    /** Whoever asks the provider at this moment finds that the lease is gone, and keeps nothing. */
    async clear(key: Omit<ConnectionKey, 'projectId'>): Promise<boolean> {
      const { apiId, environmentId, endUser } = key;
      const { count } = await db.connection.deleteMany({ where: { apiId, environmentId, endUser } });
      return count > 0;
    },
  };
}

export type ConnectionsRepository = ReturnType<typeof createConnectionsRepository>;
export type ConnectionRow = NonNullable<Awaited<ReturnType<ConnectionsRepository['find']>>>;
