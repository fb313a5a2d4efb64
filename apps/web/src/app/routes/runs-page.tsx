import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { RunsView } from '../../features/runs/components/runs-view.tsx';
import { runSearchSchema } from '../../features/runs/model/run-search.ts';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { useEnvironment } from './use-environment.ts';

export function RunsPage() {
  const { project } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(project.id));
  const search = runSearchSchema.parse(useSearch({ from: '/signed-in/projects/$projectId/runs' }));
  const navigate = useNavigate();
  return (
    <RunsView
      project={project}
      apis={apis}
      search={search}
      onSearch={(change) => void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })}
    />
  );
}
