import type { Project } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import { isRole, type Member, type Person } from '../../caller.ts';
import type { Repositories } from '../../repositories.ts';
import { projectToDto } from './project-to-dto.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'projects'>;
}

export async function listProjects({ repositories }: Dependencies, caller: Person): Promise<{ projects: Project[] }> {
  const found = await repositories.projects.listOf(caller.userId);
  return { projects: found.flatMap(({ project, role }) => (isRole(role) ? [projectToDto(project, role)] : [])) };
}

export async function getProject({ repositories }: Dependencies, caller: Member): Promise<Project> {
  const project = await repositories.projects.find(caller.projectId);
  if (!project) throw notFound('project');
  return projectToDto(project, caller.role);
}
