import type { RunError } from '@jackfield/connector';
import type { Secret } from '@jackfield/contracts';

export interface Unconfirmed {
  origin: string;
  secrets: Secret[];
}

/**
 * The secrets that an error says were not confirmed for an origin, among those of the call, its API and its project.
 * Null where the error is about something else, or names what is not found: then its words must do.
 */
export function unconfirmedSecrets(
  error: Pick<RunError, 'kind' | 'detail'>,
  where: { environmentId: string; apiId: string; callId: string },
  secrets: readonly Secret[],
): Unconfirmed | null {
  const told = /^Not confirmed for (https?:\/\/\S+) in .*: ([^:]+)$/.exec(error.detail);
  const [, origin, labels] = told ?? [];
  if (error.kind !== 'config' || origin === undefined || labels === undefined) return null;
  const names = new Set(labels.split(',').map((label) => label.trim()));
  const found = secrets.filter(
    ({ owner, slot, environmentId, origins }) =>
      environmentId === where.environmentId &&
      names.has(slot) &&
      !origins.includes(origin) &&
      (owner.type === 'project' || owner.id === (owner.type === 'api' ? where.apiId : where.callId)),
  );
  return found.length === 0 ? null : { origin, secrets: found };
}
