import type { EndpointResponse, listMembers as endpoint, WorkspaceMember } from '@jackfield/contracts';
import { isRole, type Member } from '../../caller.ts';
import type { Repositories } from '../../repositories.ts';

export async function listMembers(
  { repositories }: { repositories: Pick<Repositories, 'accounts'> },
  { workspaceId }: Member,
): Promise<EndpointResponse<typeof endpoint>> {
  const members = await repositories.accounts.membersOf(workspaceId);
  return {
    members: members.flatMap(({ role, ...person }): WorkspaceMember[] => (isRole(role) ? [{ ...person, role }] : [])),
  };
}
