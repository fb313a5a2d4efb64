import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { PanelBoundary } from '../../components/panel-boundary.tsx';
import { ProjectSpotlight } from '../../features/projects/components/project-spotlight.tsx';
import { Sidebar } from '../../features/projects/components/sidebar.tsx';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { pageTitle } from './page-title.ts';
import classes from './project-layout.module.css';
import { TopBar } from './top-bar.tsx';
import { useEnvironment } from './use-environment.ts';

/** Most visits add no API: its form comes when it is first asked for. */
const AddApiDialog = lazy(async () => {
  const { AddApiDialog } = await import('../../features/apis/components/add-api-dialog.tsx');
  return { default: AddApiDialog };
});

/** The frame around every page of a project: top bar, left side, page. */
export function ProjectLayout() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId' });
  const { project } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(projectId));
  const { apiId, callId } = useParams({ strict: false });
  const { pathname } = useLocation();
  usePageTitle(pageTitle(project.name, apis, { pathname, apiId, callId }));
  const [isSidebarOpen, setIsSidebarOpen] = useState(false);
  const [isAddingApi, setIsAddingApi] = useState(false);
  const canEdit = project.role !== 'viewer';
  const close = () => setIsSidebarOpen(false);
  const addApi = () => setIsAddingApi(true);
  return (
    <div className={classes.frame} data-sidebar-open={isSidebarOpen || undefined}>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <TopBar isSidebarOpen={isSidebarOpen} onToggleSidebar={() => setIsSidebarOpen((isOpen) => !isOpen)} />
      <nav className={classes.sidebar} aria-label="APIs and pages" id="sidebar">
        <PanelBoundary>
          <Sidebar projectId={projectId} canEdit={canEdit} onAddApi={addApi} onNavigate={close} />
        </PanelBoundary>
      </nav>
      {isSidebarOpen && (
        <button type="button" className={classes.veil} aria-label="Close the side bar" onClick={close} />
      )}
      <main className={classes.page} id="page" tabIndex={-1}>
        <Outlet />
      </main>
      <ProjectSpotlight projectId={projectId} canEdit={canEdit} onAddApi={addApi} />
      {isAddingApi && (
        <Suspense>
          <AddApiDialog project={project} onClose={() => setIsAddingApi(false)} />
        </Suspense>
      )}
    </div>
  );
}
