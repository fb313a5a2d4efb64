import type { Transaction } from '@jackfield/db';
import { newId } from '../../new-id.ts';
import { readStatuses } from '../../stored-statuses.ts';
import { type NewShape, readSavedShape, type SavedShape, toColumns } from './shapes.repository.ts';

/** What calls answer with when they are refused. */
export function createErrorShapesRepository(db: Transaction) {
  return {
    async find(callId: string): Promise<(SavedShape & { statuses: number[] }) | null> {
      const row = await db.errorShape.findUnique({ where: { callId } });
      return row === null ? null : { ...readSavedShape(row), statuses: readStatuses(row.statuses) };
    },

    async save(callId: string, { statuses, ...shape }: NewShape & { statuses: number[] }): Promise<void> {
      const columns = { ...toColumns(shape), statuses };
      await db.errorShape.upsert({
        where: { callId },
        create: { id: newId(), callId, ...columns },
        update: { ...columns, version: { increment: 1 } },
      });
    },

    async delete(callId: string): Promise<boolean> {
      const { count } = await db.errorShape.deleteMany({ where: { callId } });
      return count > 0;
    },

    /** Gives one call that of another. */
    async copy(fromCallId: string, toCallId: string): Promise<void> {
      const row = await db.errorShape.findUnique({ where: { callId: fromCallId } });
      if (row === null) return;
      const { schema, statistics, choices, statuses, fingerprint, ...rest } = row;
      const json = {
        schema: schema ?? {},
        statistics: statistics ?? {},
        choices: choices ?? {},
        statuses: statuses ?? [],
        fingerprint: fingerprint ?? {},
      };
      await db.errorShape.create({ data: { ...rest, ...json, id: newId(), callId: toCallId, version: 1 } });
    },
  };
}
