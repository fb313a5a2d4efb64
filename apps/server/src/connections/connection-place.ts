import type { SealedPlace } from '../keyring/sealed-text.ts';

/** Where a connection's sealed tokens stand. */
export function connectionPlace(workspaceId: string, connectionId: string): SealedPlace {
  return { workspaceId, table: 'connection', rowId: connectionId, field: 'sealed' };
}
