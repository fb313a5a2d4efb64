import type { Transaction } from '@jackfield/db';
import { newId } from '../../new-id.ts';

export function createEnvironmentsRepository(db: Transaction) {
  return {
    /** At the end of the project's list; it runs the draft. */
    async create(projectId: string, { name, slug }: { name: string; slug: string }): Promise<string> {
      const last = await db.environment.aggregate({ where: { projectId }, _max: { position: true } });
      const id = newId();
      await db.environment.create({
        data: { id, projectId, name, slug, position: (last._max.position ?? -1) + 1, runs: 'draft' },
      });
      return id;
    },

    async rename(environmentId: string, name: string): Promise<void> {
      await db.environment.update({ where: { id: environmentId }, data: { name } });
    },

    /** Its variables, secrets and tokens go with it. */
    async delete(environmentId: string): Promise<void> {
      await db.environment.delete({ where: { id: environmentId } });
    },
  };
}
