import type { Connection } from '@jackfield/contracts';
import type { ConnectionRow } from '../../connections/connections.repository.ts';

type Row = Omit<ConnectionRow, 'id' | 'projectId' | 'apiId' | 'environmentId' | 'endUser'>;

export function connectionToDto(row: Row | null, now: Date): Omit<Connection, 'callbackUrl'> {
  return {
    state: stateOf(row, now),
    validUntil: row?.expiresAt?.toISOString() ?? null,
    refreshedAt: row?.refreshedAt?.toISOString() ?? null,
    triedAt: row?.triedAt?.toISOString() ?? null,
    failure: row?.failure ?? null,
    note: row?.note ?? null,
    scopes: row?.scope ?? null,
    account: row?.account ?? null,
    connectedBy: row?.connectedByName ?? null,
    connectedAt: row?.connectedAt?.toISOString() ?? null,
  };
}

function stateOf(row: Row | null, now: Date): Connection['state'] {
  if (row === null) return 'none';
  if (row.failure !== null) return row.isFailureLasting ? 'broken' : 'failing';
  if (row.sealed === null) return 'none';
  return row.expiresAt !== null && row.expiresAt <= now ? 'ended' : 'valid';
}
