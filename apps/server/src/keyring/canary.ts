import { openSealed, type SealedPlace, type SealingKey, sealText } from './sealed-text.ts';

const CANARY = 'jackfield canary';
const CANARY_PLACE: SealedPlace = { workspaceId: '', table: 'instance', rowId: 'instance', field: 'sealedCanary' };

/** A known text under a master key: whoever opens it has the key that this database needs. */
export function sealCanary(masterKey: SealingKey): string {
  return sealText(masterKey, CANARY_PLACE, Buffer.from(CANARY));
}

export function opensCanary(masterKey: SealingKey, sealedCanary: string): boolean {
  return openSealed(masterKey, CANARY_PLACE, sealedCanary)?.toString('utf8') === CANARY;
}
