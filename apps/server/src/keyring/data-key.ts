import { randomBytes } from 'node:crypto';
import type { MasterKeys } from './master-keys.ts';
import { openSealed, type SealedPlace, type SealingKey, sealText } from './sealed-text.ts';

/** A workspace's data key as it is stored: wrapped by the master key that made it. */
export interface DataKeyRow {
  id: string;
  workspaceId: string;
  wrappedKey: string;
  masterKeyId: string;
}

const KEY_BYTES = 32;

function dataKeyPlace(row: Pick<DataKeyRow, 'id' | 'workspaceId'>): SealedPlace {
  return { workspaceId: row.workspaceId, table: 'data_key', rowId: row.id, field: 'wrappedKey' };
}

/** A new key of a workspace, and its row, wrapped by the first master key. */
export function newDataKey([masterKey]: MasterKeys, workspaceId: string): { key: SealingKey; row: DataKeyRow } {
  const key = { id: randomBytes(12).toString('hex'), bytes: randomBytes(KEY_BYTES) };
  const wrappedKey = sealText(masterKey, dataKeyPlace({ id: key.id, workspaceId }), key.bytes);
  return { key, row: { id: key.id, workspaceId, wrappedKey, masterKeyId: masterKey.id } };
}

/** Null when the row is damaged, or its master key is not among these. */
export function unwrapDataKey(masterKeys: MasterKeys, row: DataKeyRow): SealingKey | null {
  for (const masterKey of masterKeys) {
    const bytes = openSealed(masterKey, dataKeyPlace(row), row.wrappedKey);
    if (bytes?.length === KEY_BYTES) return { id: row.id, bytes };
  }
  return null;
}
