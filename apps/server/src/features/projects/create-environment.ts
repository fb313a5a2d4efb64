import type { Project } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import type { ChangeProject } from '../../repositories.ts';
import { freeSlug, toSlug } from '../../slug.ts';
import { projectToDto } from './project-to-dto.ts';
import { refuseTakenName, requireProject } from './require-project.ts';

export function createEnvironment(
  { changeProject }: { changeProject: ChangeProject },
  caller: Member,
  name: string,
): Promise<Project> {
  return changeProject(caller.projectId, async (repos) => {
    const project = await requireProject(repos, caller.projectId);
    refuseTakenName(project, name);
    const slug = freeSlug(toSlug(name, 'environment'), new Set(project.environments.map((each) => each.slug)));
    const subjectId = await repos.environments.create(project.id, { name, slug });
    await repos.audit.record(caller, {
      action: 'environment.create',
      subjectType: 'environment',
      subjectId,
      after: { name, slug },
    });
    return projectToDto(await requireProject(repos, project.id), caller.role);
  });
}
