import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { SettingsView } from '../../features/settings/components/settings-view.tsx';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { settingsSectionOf } from '../../lib/settings-sections.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { useEnvironment } from './use-environment.ts';

export function SettingsPage() {
  const { section: name = 'project' } = useParams({ strict: false });
  const { project } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(project.id));
  const section = settingsSectionOf(name);
  return section === null ? <NotFoundPage /> : <SettingsView project={project} apis={apis} section={section} />;
}
