import type { Role } from '@jackfield/contracts';
import { createAccessControl } from 'better-auth/plugins/access';
import { defaultStatements } from 'better-auth/plugins/organization/access';

export const workspaceAccess = createAccessControl(defaultStatements);

const membersAndInvitations = {
  member: ['create', 'update', 'delete'],
  invitation: ['create', 'cancel'],
} as const;

/** What each role may do to the workspace itself; projects and their things are the contracts' `may`. */
export const workspaceRoles = {
  owner: workspaceAccess.newRole({ organization: ['update', 'delete'], ...membersAndInvitations }),
  admin: workspaceAccess.newRole({ organization: ['update'], ...membersAndInvitations }),
  editor: workspaceAccess.newRole({}),
  viewer: workspaceAccess.newRole({}),
} satisfies Record<Role, unknown>;
