import { pooledRandom } from '../pooled-random.ts';

const bytes = Buffer.alloc(16);

/** A UUID of version 7 (RFC 9562 §5.7): ids sort as the instants at which their runs began. */
export function runIdAt(instantMs: number): string {
  pooledRandom(10).copy(bytes, 6);
  return toRunId(instantMs);
}

/** Before every id of that instant and after every id before it. */
export function firstRunIdAt(instantMs: number): string {
  bytes.fill(0, 6);
  return toRunId(instantMs);
}

export function instantOfRunId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function toRunId(instantMs: number): string {
  bytes.writeUIntBE(instantMs, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
