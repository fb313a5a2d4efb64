import type { Environment, Role } from '@jackfield/contracts';

/** Secrets and origins of an environment that runs published revisions need an admin (the server enforces it). */
export function maySetSecrets(role: Role, environment: Environment): boolean {
  return role === 'owner' || role === 'admin' || (role === 'editor' && environment.runs === 'draft');
}

/** Who makes and revokes tokens. */
export function mayManageTokens(role: Role): boolean {
  return role === 'owner' || role === 'admin';
}
