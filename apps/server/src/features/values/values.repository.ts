import type { Transaction } from '@jackfield/db';
import type { SecretOwnerType } from '../../configuration/compiled.ts';
import { holdDataKey } from '../../keyring/keyring.repository.ts';

export interface SecretKeyOfRow {
  ownerType: SecretOwnerType;
  ownerId: string;
  slot: string;
  environmentId: string;
}

export interface NewSecretValue {
  id: string;
  sealed: string;
  last4: string | null;
  isShort: boolean;
  origins: string[];
  setById: string;
  setByName: string;
  setAt: Date;
}

/** Variables and secrets of a project; a secret only as it is stored, sealed. */
export function createValuesRepository(db: Transaction) {
  return {
    findEnvironment(projectId: string, id: string) {
      return db.environment.findFirst({ where: { id, projectId }, select: { id: true, name: true, isLive: true } });
    },

    findVariables(projectId: string, name?: string) {
      return db.variable.findMany({
        where: { projectId, ...(name === undefined ? {} : { name }) },
        orderBy: [{ name: 'asc' }, { environment: { position: 'asc' } }],
      });
    },

    async createVariable(row: { id: string; projectId: string; environmentId: string; name: string; value: string }) {
      await db.variable.create({ data: row });
    },

    /** False when another version stands now. */
    async updateVariable(id: string, version: number, value: string): Promise<boolean> {
      const { count } = await db.variable.updateMany({
        where: { id, version },
        data: { value, version: { increment: 1 } },
      });
      return count === 1;
    },

    async deleteVariables(projectId: string, name: string): Promise<void> {
      await db.variable.deleteMany({ where: { projectId, name } });
    },

    findSecrets(projectId: string) {
      return db.secret.findMany({ where: { projectId }, orderBy: [{ ownerType: 'asc' }, { slot: 'asc' }] });
    },

    findSecret(projectId: string, id: string) {
      return db.secret.findFirst({ where: { id, projectId } });
    },

    findSecretByKey(key: SecretKeyOfRow) {
      return db.secret.findUnique({ where: { ownerType_ownerId_slot_environmentId: key } });
    },

    async hasProjectSecret(projectId: string, slot: string): Promise<boolean> {
      return (await db.secret.count({ where: { projectId, ownerType: 'project', slot } })) > 0;
    },

    async createSecret(projectId: string, key: SecretKeyOfRow, value: NewSecretValue) {
      await holdDataKey(db, value.sealed);
      return db.secret.create({ data: { projectId, ...key, ...value } });
    },

    async replaceSecret(value: NewSecretValue) {
      await holdDataKey(db, value.sealed);
      const { id, ...data } = value;
      return db.secret.update({ where: { id }, data: { ...data, version: { increment: 1 } } });
    },

    setSecretOrigins(id: string, origins: string[]) {
      return db.secret.update({ where: { id }, data: { origins, version: { increment: 1 } } });
    },

    /** In all environments; what an owner's slot of that name still held is no longer in use and goes. */
    async moveSecrets(owner: Pick<SecretKeyOfRow, 'ownerType' | 'ownerId'>, from: string, to: string): Promise<void> {
      await db.secret.deleteMany({ where: { ...owner, slot: to } });
      await db.secret.updateMany({ where: { ...owner, slot: from }, data: { slot: to } });
    },

    async deleteSecret(id: string): Promise<void> {
      await db.secret.deleteMany({ where: { id } });
    },
  };
}

export type ValuesRepository = ReturnType<typeof createValuesRepository>;
export type VariableRow = Awaited<ReturnType<ValuesRepository['findVariables']>>[number];
export type SecretRow = Awaited<ReturnType<ValuesRepository['findSecrets']>>[number];
