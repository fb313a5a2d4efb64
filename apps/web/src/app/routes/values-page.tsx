import { useSuspenseQuery } from '@tanstack/react-query';
import { ValuesView } from '../../features/values/components/values-view.tsx';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { useEnvironment } from './use-environment.ts';

export function ValuesPage() {
  const { project } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(project.id));
  return <ValuesView project={project} apis={apis} />;
}
