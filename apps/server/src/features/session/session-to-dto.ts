import type { Session, Workspace } from '@jackfield/contracts';
import { isRole, type Person } from '../../caller.ts';
import type { Repositories } from '../../repositories.ts';
import type { SignUpPolicy } from './sign-up-policy.ts';

interface Dependencies {
  repositories: Repositories;
  signUpPolicy: SignUpPolicy;
  demoApi: object | null;
}

/** Who is signed in, where they are a member, and whether an account may be made. */
export async function sessionToDto(
  { repositories, signUpPolicy, demoApi }: Dependencies,
  person: Person | null,
): Promise<Session> {
  const hasAccounts = person !== null || (await repositories.accounts.hasAny());
  const memberships = person === null ? [] : await repositories.accounts.workspacesOf(person.userId);
  return {
    user: person === null ? null : { id: person.userId, name: person.name, email: person.email },
    workspaces: memberships.flatMap(({ role, ...workspace }): Workspace[] =>
      isRole(role) ? [{ ...workspace, role }] : [],
    ),
    signUp: signUpPolicy.state(hasAccounts),
    hasDemo: demoApi !== null,
  };
}
