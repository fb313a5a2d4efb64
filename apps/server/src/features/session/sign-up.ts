import type { EndpointBody, signUp as endpoint } from '@jackfield/contracts';
import { hashPassword } from 'better-auth/crypto';
import { nameTaken } from '../../app-error.ts';
import type { Repositories, Transact } from '../../repositories.ts';
import { freeSlug, toSlug } from '../../slug.ts';
import type { SignUpPolicy } from './sign-up-policy.ts';

interface Dependencies {
  repositories: Repositories;
  transact: Transact;
  signUpPolicy: SignUpPolicy;
}
type SignUp = EndpointBody<typeof endpoint>;

/** Makes the account, its workspace and a first project: all of it or nothing. */
export async function signUp({ repositories, transact, signUpPolicy }: Dependencies, body: SignUp): Promise<void> {
  // Before the costly hash, and again where it counts.
  signUpPolicy.admit(await repositories.accounts.hasAny(), body.setupToken);
  const email = body.email.toLowerCase();
  const passwordHash = await hashPassword(body.password);
  await transact(async (repos) => {
    await repos.accounts.lockSignUp();
    signUpPolicy.admit(await repos.accounts.hasAny(), body.setupToken);
    if (await repos.accounts.hasEmail(email)) {
      throw nameTaken(['body', 'email'], 'Somebody has an account with this e-mail address.');
    }
    const { userId } = await repos.accounts.createPerson({ name: body.name, email, passwordHash });
    await createFirstWorkspace(repos, userId, body.workspaceName ?? `${body.name}'s workspace`);
  });
}

async function createFirstWorkspace(repos: Repositories, userId: string, name: string): Promise<void> {
  const slug = toSlug(name, 'workspace');
  const taken = await repos.accounts.workspaceSlugsLike(slug);
  const { workspaceId } = await repos.accounts.createWorkspace(userId, name, freeSlug(slug, taken));
  await repos.audit.record(
    { userId, workspaceId },
    { action: 'workspace.create', subjectType: 'workspace', subjectId: workspaceId, after: { name } },
  );
  const project = await repos.projects.create(workspaceId, 'My project');
  await repos.audit.record(
    { userId, workspaceId, projectId: project.id },
    { action: 'project.create', subjectType: 'project', subjectId: project.id, after: { name: project.name } },
  );
}
