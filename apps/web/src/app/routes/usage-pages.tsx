import { useSuspenseQuery } from '@tanstack/react-query';
import { UsageList } from '../../features/usage/components/usage-list.tsx';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { useEnvironment } from './use-environment.ts';

export function DataSourcesPage() {
  return <UsagePage as="data" />;
}

export function ActionsPage() {
  return <UsagePage as="action" />;
}

function UsagePage({ as }: { as: 'data' | 'action' }) {
  const { project, environment } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(project.id));
  return <UsageList {...{ project, environment, apis, as }} />;
}
