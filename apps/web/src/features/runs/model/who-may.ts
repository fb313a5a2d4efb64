import type { Environment, Role, UsedAs } from '@jackfield/contracts';

/** Inputs and bodies may hold data of customers: the server enforces it. */
export function mayReadKept(role: Role, environment: Environment | undefined): boolean {
  if (role === 'owner' || role === 'admin') return true;
  return role === 'editor' && environment?.runs === 'draft';
}

/** Why this person may not run it again; null where they may. */
export function replayRefusal(role: Role, environment: Environment | undefined, as: UsedAs | null): string | null {
  if (environment === undefined) return 'Its environment is gone.';
  const isAdmin = role === 'owner' || role === 'admin';
  if (environment.runs === 'published' && !isAdmin) return `Only admins run calls by hand in ${environment.name}.`;
  return role === 'viewer' && as !== 'data' ? 'Your role may look, not act.' : null;
}
