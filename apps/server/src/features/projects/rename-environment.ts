import type { Project } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { projectToDto } from './project-to-dto.ts';
import { refuseTakenName, requireEnvironmentOf, requireProject } from './require-project.ts';

export function renameEnvironment(
  { changeProject }: { changeProject: ChangeProject },
  caller: Member,
  environmentId: string,
  name: string,
): Promise<Project> {
  return changeProject(caller.projectId, async (repos) => {
    const project = await requireProject(repos, caller.projectId);
    const before = requireEnvironmentOf(project, environmentId);
    refuseTakenName(project, name, environmentId);
    await repos.environments.rename(environmentId, name);
    await repos.audit.record(caller, {
      action: 'environment.rename',
      subjectType: 'environment',
      subjectId: environmentId,
      before: { name: before.name },
      after: { name },
    });
    return projectToDto(await requireProject(repos, project.id), caller.role);
  });
}
