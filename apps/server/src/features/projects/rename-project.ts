import type { EndpointBody, renameProject as endpoint, Project } from '@jackfield/contracts';
import { notFound, versionConflict } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { projectToDto } from './project-to-dto.ts';

interface Dependencies {
  changeProject: ChangeProject;
}

/** The slug stays: it stands in the addresses that programs call. */
export function renameProject(
  { changeProject }: Dependencies,
  caller: Member,
  { name, version }: EndpointBody<typeof endpoint>,
): Promise<Project> {
  return changeProject(caller.projectId, async (repos) => {
    const before = await repos.projects.find(caller.projectId);
    if (!before) throw notFound('project');
    if (before.version !== version || !(await repos.projects.rename(before.id, version, name))) {
      throw versionConflict(projectToDto(before, caller.role));
    }
    await repos.audit.record(caller, {
      action: 'project.rename',
      subjectType: 'project',
      subjectId: before.id,
      before: { name: before.name },
      after: { name },
    });
    return projectToDto({ ...before, name, version: version + 1 }, caller.role);
  });
}
