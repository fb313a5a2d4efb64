import type { Transaction } from '@jackfield/db';
import type { SampleStatistics } from '@jackfield/shape';
import type { Fingerprint } from '../../initialization-state.ts';
import { newId } from '../../new-id.ts';
import { readSample } from '../../running/merge-samples.ts';
import { readFingerprint } from '../../stored-documents.ts';
import { toStoredText } from '../../stored-text.ts';

export interface PendingInitialization {
  id: string;
  statistics: SampleStatistics;
  fingerprint: Fingerprint;
  /** Null: of a success. */
  errorStatus: number | null;
}

/** What initializations have learned and nobody has saved yet; never a body. */
export function createInitializationsRepository(db: Transaction) {
  return {
    async create(data: {
      callId: string;
      statistics: SampleStatistics;
      fingerprint: Fingerprint;
      errorStatus: number | null;
      createdById: string;
    }): Promise<string> {
      const id = newId();
      await db.initialization.create({ data: { ...data, id, statistics: toStoredText(data.statistics) } });
      return id;
    },

    async findSince(id: string, callId: string, since: Date): Promise<PendingInitialization | null> {
      const row = await db.initialization.findFirst({ where: { id, callId, createdAt: { gte: since } } });
      if (row === null) return null;
      const { errorStatus } = row;
      return { id, statistics: readSample(row.statistics), fingerprint: readFingerprint(row.fingerprint), errorStatus };
    },

    async delete(id: string): Promise<void> {
      await db.initialization.deleteMany({ where: { id } });
    },

    async deleteBefore(before: Date): Promise<void> {
      await db.initialization.deleteMany({ where: { createdAt: { lt: before } } });
    },
  };
}
