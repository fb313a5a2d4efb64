import { type May, ROLES, type Role } from '@jackfield/contracts';

/** Somebody signed in. */
export interface Person {
  userId: string;
  name: string;
  email: string;
}

/** Where a person stands in the workspace that owns the project, API or call of the path. */
export interface Access {
  workspaceId: string;
  projectId: string;
  role: Role;
}

export type Member = Person & Access;

/** Who a handler is told about, by the endpoint's `may`. */
export type CallerOf<MayUse extends May> = MayUse extends 'anyone'
  ? Person | null
  : MayUse extends 'signed-in'
    ? Person
    : Member;

/** Whether `role` may do what asks for `needed`; ROLES is ordered from the mightiest. */
export function hasRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed);
}

export function isRole(text: string | undefined): text is Role {
  return ROLES.some((role) => role === text);
}
