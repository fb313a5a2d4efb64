import type { SealedPlace } from '../keyring/sealed-text.ts';

/** Where a secret's sealed text stands. */
export function secretPlace(workspaceId: string, secretId: string): SealedPlace {
  return { workspaceId, table: 'secret', rowId: secretId, field: 'sealed' };
}
