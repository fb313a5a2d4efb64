import { useSuspenseQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { ProjectOverview } from '../../features/projects/components/project-overview.tsx';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { sessionQueries } from '../../lib/queries/session-queries.ts';
import { useOpenImportCurl } from './import-curl.ts';
import { useEnvironment } from './use-environment.ts';

const FirstApi = lazy(async () => {
  const { FirstApi } = await import('../../features/apis/components/first-api.tsx');
  return { default: FirstApi };
});

/** An empty project teaches its first step; another lists what it holds. */
export function ProjectHomePage() {
  const { project } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(project.id));
  const { data: session } = useSuspenseQuery(sessionQueries.current());
  const openImport = useOpenImportCurl();
  if (apis.length === 0) {
    return (
      <FirstApi
        project={project}
        onPasteCommand={openImport ? () => openImport({ command: '' }) : undefined}
        hasDemo={session.hasDemo}
      />
    );
  }
  return <ProjectOverview project={project} apis={apis} />;
}
