import type { Project, Role } from '@jackfield/contracts';
import type { ProjectRecord } from './projects.repository.ts';

export function projectToDto(project: ProjectRecord, role: Role): Project {
  return {
    id: project.id,
    workspaceId: project.workspaceId,
    name: project.name,
    slug: project.slug,
    version: project.version,
    environments: project.environments.map(({ id, name, slug, position, runs }) => ({
      id,
      name,
      slug,
      position,
      runs: runs === 'published' ? 'published' : 'draft',
    })),
    role,
  };
}
