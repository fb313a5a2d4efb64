import type { Transaction } from '@jackfield/db';
import { DataKeyRemovedError } from './data-key-removed-error.ts';
import type { KeyringStore } from './keyring.ts';
import type { MasterKeyStore } from './open-master-keys.ts';
import { sealedKeyId } from './sealed-text.ts';

const INSTANCE_ID = 'instance';

/** Where the keyring keeps its canary and the wrapped data keys. */
export function createKeyringRepository(db: Transaction): KeyringStore & MasterKeyStore {
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
    async createSealedCanary(sealedCanary) {
      await db.instance.createMany({ data: { id: INSTANCE_ID, sealedCanary }, skipDuplicates: true });
      const row = await db.instance.findUniqueOrThrow({ where: { id: INSTANCE_ID }, select: { sealedCanary: true } });
      return row.sealedCanary;
    },
    async findMasterKeyIds() {
      const groups = await db.dataKey.groupBy({ by: ['masterKeyId'] });
      return groups.map(({ masterKeyId }) => masterKeyId);
    },
    findDataKeys: (workspaceId) =>
      db.dataKey.findMany({ where: { workspaceId }, orderBy: { createdAt: 'desc' }, select: dataKey }),
    async createDataKey(row) {
      await db.dataKey.create({ data: row });
    },
    async findSealed({ table, rowId, field }) {
      if (field !== 'sealed') return null;
      const wanted = { where: { id: rowId }, select: { sealed: true } };
      if (table === 'secret') return (await db.secret.findUnique(wanted))?.sealed ?? null;
      return table === 'connection' ? ((await db.connection.findUnique(wanted))?.sealed ?? null) : null;
    },
  };
}

/**
 * To be called in the transaction that stores a sealed text: its data key then stays until that is committed, so a
 * rotation finds the text. Throws `DataKeyRemovedError` when the key is gone already.
 */
export async function holdDataKey(db: Transaction, sealed: string): Promise<void> {
  const keyId = sealedKeyId(sealed);
  if (keyId === null) return;
  const rows = await db.$queryRaw<unknown[]>`SELECT id FROM data_key WHERE id = ${keyId} FOR KEY SHARE`;
  if (rows.length === 0) throw new DataKeyRemovedError();
}
