import { nameTaken, notFound } from '../../app-error.ts';
import type { Repositories } from '../../repositories.ts';
import type { ProjectRecord } from './projects.repository.ts';

type EnvironmentRecord = ProjectRecord['environments'][number];

export async function requireProject(
  { projects }: Pick<Repositories, 'projects'>,
  projectId: string,
): Promise<ProjectRecord> {
  const project = await projects.find(projectId);
  if (project) return project;
  throw notFound('project');
}

export function requireEnvironmentOf(project: ProjectRecord, environmentId: string): EnvironmentRecord {
  const environment = project.environments.find(({ id }) => id === environmentId);
  if (environment) return environment;
  throw notFound('environment');
}

/** Two of one name could not be told apart where one is chosen. */
export function refuseTakenName(project: ProjectRecord, name: string, exceptId?: string): void {
  const isTaken = project.environments.some(
    (other) => other.id !== exceptId && other.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw nameTaken(['body', 'name'], 'Another environment of the project has this name.');
}
