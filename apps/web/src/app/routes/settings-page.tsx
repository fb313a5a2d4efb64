import { useSuspenseQuery } from '@tanstack/react-query';
import { SettingsView } from '../../features/settings/components/settings-view.tsx';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { useEnvironment } from './use-environment.ts';

export function SettingsPage() {
  const { project } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(project.id));
  return <SettingsView project={project} apis={apis} />;
}
