import type { Transaction } from '@jackfield/db';
import type { KeyringStore } from './keyring.ts';

const INSTANCE_ID = 'instance';

/** Where the keyring keeps its canary and the wrapped data keys. */
export function createKeyringRepository(db: Transaction): KeyringStore {
  const dataKey = { id: true, workspaceId: true, wrappedKey: true, masterKeyId: true };
  return {
    async findSealedCanary() {
      const row = await db.instance.findUnique({ where: { id: INSTANCE_ID }, select: { sealedCanary: true } });
      return row?.sealedCanary ?? null;
    },
    async saveSealedCanary(sealedCanary) {
      await db.instance.upsert({
        where: { id: INSTANCE_ID },
        create: { id: INSTANCE_ID, sealedCanary },
        update: { sealedCanary },
      });
    },
    // Newest first: the first one that opens seals.
    findDataKeys: (workspaceId) =>
      db.dataKey.findMany({ where: { workspaceId }, orderBy: { createdAt: 'desc' }, select: dataKey }),
    findDataKeysOfOtherMasters: (masterKeyId) =>
      db.dataKey.findMany({ where: { masterKeyId: { not: masterKeyId } }, select: dataKey }),
    async createDataKey(row) {
      await db.dataKey.create({ data: row });
    },
    async rewrapDataKey(id, wrappedKey, masterKeyId) {
      await db.dataKey.update({ where: { id }, data: { wrappedKey, masterKeyId } });
    },
  };
}
