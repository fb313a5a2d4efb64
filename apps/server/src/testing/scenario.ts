import { randomUUID } from 'node:crypto';
import { type Environment, listProjects, type Project, type Role, signUp } from '@jackfield/contracts';
import type { TestServer } from './start-test-server.ts';
import type { TestClient } from './test-client.ts';

export const PASSWORD = 'correct horse battery';

export interface Somebody {
  client: TestClient;
  userId: string;
  email: string;
}

export interface Owner extends Somebody {
  workspaceId: string;
  project: Project;
  development: Environment;
  live: Environment;
}

/** Somebody new, signed in, who owns a workspace with a project. */
export async function signUpOwner(server: Pick<TestServer, 'visitor'>): Promise<Owner> {
  const client = server.visitor();
  const email = `${randomUUID()}@example.com`;
  const session = await client.call(signUp, { body: { name: 'Ann', email, password: PASSWORD } });
  const { projects } = await client.call(listProjects);
  const [project] = projects;
  const [development, live] = project?.environments ?? [];
  const userId = session.user?.id;
  const workspaceId = session.workspaces[0]?.id;
  if (!project || !development || !live || userId === undefined || workspaceId === undefined) {
    throw new Error('sign-up left no user, workspace or project with two environments');
  }
  return { client, userId, email, workspaceId, project, development, live };
}

/** Somebody new who has this role in the owner's workspace too. */
export async function addMember(server: TestServer, owner: Owner, role: Role): Promise<Somebody> {
  const { client, userId, email } = await signUpOwner(server);
  await server.ctx.auth.api.addMember({ body: { userId, organizationId: owner.workspaceId, role } });
  return { client, userId, email };
}
