import type { ApiDocument } from '@jackfield/connector';
import { invalidRequest } from '../../app-error.ts';
import type { Repositories } from '../../repositories.ts';

/** What a document says per environment is said of the project's own environments, or it would be kept for nobody. */
export async function refuseUnknownEnvironments(
  repos: Pick<Repositories, 'projects'>,
  projectId: string,
  { baseUrls, auth }: ApiDocument,
): Promise<void> {
  const project = await repos.projects.find(projectId);
  const known = new Set(project?.environments.map(({ id }) => id));
  const named = [
    ...Object.keys(baseUrls).map((id) => ['baseUrls', id]),
    ...Object.keys(auth.byEnvironment).map((id) => ['auth', 'byEnvironment', id]),
  ];
  const errors = named
    .filter((path) => !known.has(path.at(-1) ?? ''))
    .map((path) => ({
      path: ['body', 'document', ...path],
      message: 'This project has no such environment.',
      fix: 'Leave it out, or name one of the project’s environments.',
    }));
  if (errors.length > 0) throw invalidRequest(errors);
}
