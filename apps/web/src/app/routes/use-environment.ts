import type { Environment, Project } from '@jackfield/contracts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { projectQueries } from '../../lib/queries/project-queries.ts';

interface ChosenEnvironment {
  project: Project;
  /** The one in the address, else the project's first. */
  environment: Environment;
  choose(slug: string): void;
}

/** The project and the environment that the address names. Only below the project route. */
export function useEnvironment(): ChosenEnvironment {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId' });
  const { env } = useSearch({ from: '/signed-in/projects/$projectId' });
  const navigate = useNavigate();
  const { data: project } = useSuspenseQuery(projectQueries.detail(projectId));
  const environments = project.environments.toSorted((a, b) => a.position - b.position);
  const environment = environments.find(({ slug }) => slug === env) ?? environments[0];
  if (environment === undefined) throw new Error('This project has no environment.');
  return {
    project,
    environment,
    choose: (slug) => void navigate({ to: '.', search: (previous) => ({ ...previous, env: slug }), replace: true }),
  };
}
