import type { EndpointBody, createProject as endpoint, Project } from '@jackfield/contracts';
import { AppError, notFound } from '../../app-error.ts';
import { hasRole, isRole, type Person } from '../../caller.ts';
import type { Repositories, Transact } from '../../repositories.ts';
import { projectToDto } from './project-to-dto.ts';

interface Dependencies {
  repositories: Repositories;
  transact: Transact;
}

/** In a workspace that is not the person's it is as if there were none. */
export async function createProject(
  { repositories, transact }: Dependencies,
  { userId }: Person,
  { workspaceId, name }: EndpointBody<typeof endpoint>,
): Promise<Project> {
  const workspaces = await repositories.accounts.workspacesOf(userId);
  const role = workspaces.find(({ id }) => id === workspaceId)?.role;
  if (!isRole(role)) throw notFound('workspace');
  if (!hasRole(role, 'editor')) {
    throw new AppError('not_allowed', { detail: `A new project needs the role editor; yours is ${role}.` });
  }
  const project = await transact(async (repos) => {
    const made = await repos.projects.create(workspaceId, name);
    await repos.audit.record(
      { userId, workspaceId, projectId: made.id },
      { action: 'project.create', subjectType: 'project', subjectId: made.id, after: { name } },
    );
    return made;
  });
  return projectToDto(project, role);
}
