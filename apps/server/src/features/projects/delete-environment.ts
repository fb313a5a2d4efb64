import type { ApiDocument } from '@jackfield/connector';
import type { Project } from '@jackfield/contracts';
import { AppError } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { ChangeProject, Repositories } from '../../repositories.ts';
import { projectToDto } from './project-to-dto.ts';
import { requireEnvironmentOf, requireProject } from './require-project.ts';

/** With all that has a value in it, in the documents of the APIs too, trash included: one that comes back has to fit. */
export function deleteEnvironment(
  { changeProject }: { changeProject: ChangeProject },
  caller: Member,
  environmentId: string,
): Promise<Project> {
  return changeProject(caller.projectId, async (repos) => {
    const project = await requireProject(repos, caller.projectId);
    const environment = requireEnvironmentOf(project, environmentId);
    const others = project.environments.filter(({ id, isLive }) => id !== environmentId && !isLive);
    if (environment.isLive || others.length === 0) {
      throw new AppError('environment_needed', {
        detail: `${environment.name} cannot be deleted: a project keeps Live and one environment beside it. Rename it instead.`,
      });
    }
    await forgetInDocuments(repos, project.id, environmentId);
    await repos.environments.delete(environmentId);
    await repos.audit.record(caller, {
      action: 'environment.delete',
      subjectType: 'environment',
      subjectId: environmentId,
      before: { name: environment.name },
    });
    return projectToDto(await requireProject(repos, project.id), caller.role);
  });
}

async function forgetInDocuments({ apis }: Repositories, projectId: string, environmentId: string): Promise<void> {
  for (const { id, document } of await apis.listAll(projectId)) {
    const cleaned = without(document, environmentId);
    if (cleaned !== null) await apis.replaceDocument(id, cleaned);
  }
}

/** Null where the document says nothing of the environment. */
function without(document: ApiDocument, environmentId: string): ApiDocument | null {
  const { baseUrls, auth } = document;
  if (!Object.hasOwn(baseUrls, environmentId) && !Object.hasOwn(auth.byEnvironment, environmentId)) return null;
  const { [environmentId]: _url, ...otherUrls } = baseUrls;
  const { [environmentId]: _fields, ...otherFields } = auth.byEnvironment;
  return { ...document, baseUrls: otherUrls, auth: { ...auth, byEnvironment: otherFields } };
}
