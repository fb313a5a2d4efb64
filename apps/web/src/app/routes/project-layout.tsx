import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { PanelBoundary } from '../../components/panel-boundary.tsx';
import { Help } from '../../features/help/components/help.tsx';
import type { ImportStart } from '../../features/import-curl/components/import-curl-dialog.tsx';
import { Palette } from '../../features/projects/components/palette.tsx';
import { Sidebar } from '../../features/projects/components/sidebar.tsx';
import { TransferHost } from '../../features/projects/components/transfer-host.tsx';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { ConnectionBar } from './connection-bar.tsx';
import { ImportCurlContext } from './import-curl.ts';
import { pageTitle } from './page-title.ts';
import classes from './project-layout.module.css';
import { TopBar } from './top-bar.tsx';
import { useEnvironment } from './use-environment.ts';

/** Most visits add no API: its form comes when it is first asked for. */
const AddApiDialog = lazy(async () => {
  const { AddApiDialog } = await import('../../features/apis/components/add-api-dialog.tsx');
  return { default: AddApiDialog };
});

const ImportCurlDialog = lazy(async () => {
  const { ImportCurlDialog } = await import('../../features/import-curl/components/import-curl-dialog.tsx');
  return { default: ImportCurlDialog };
});

/** The frame around every page of a project: top bar, left side, page. */
export function ProjectLayout() {
  const { projectId } = useParams({ from: '/signed-in/projects/$projectId' });
  const { project, environment, choose } = useEnvironment();
  const { data: apis } = useSuspenseQuery(projectQueries.tree(projectId));
  const { apiId, callId } = useParams({ strict: false });
  const { pathname } = useLocation();
  usePageTitle(pageTitle(project.name, apis, { pathname, apiId, callId }));
  const [isSidebarOpen, setIsSidebarOpen] = useState(false);
  const [isAddingApi, setIsAddingApi] = useState(false);
  const [importing, setImporting] = useState<ImportStart | null>(null);
  const canEdit = project.role !== 'viewer';
  const close = () => setIsSidebarOpen(false);
  const addApi = () => setIsAddingApi(true);
  const pasteCommand = () => setImporting({ command: '' });
  return (
    <div className={classes.frame} data-sidebar-open={isSidebarOpen || undefined}>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <TopBar isSidebarOpen={isSidebarOpen} onToggleSidebar={() => setIsSidebarOpen((isOpen) => !isOpen)} />
      <nav className={classes.sidebar} aria-label="APIs and pages" id="sidebar">
        <PanelBoundary>
          <Sidebar
            projectId={projectId}
            canEdit={canEdit}
            onAddApi={addApi}
            onPasteCommand={pasteCommand}
            onNavigate={close}
          />
        </PanelBoundary>
      </nav>
      {isSidebarOpen && (
        <button type="button" className={classes.veil} aria-label="Close the side bar" onClick={close} />
      )}
      <main className={classes.page} id="page" tabIndex={-1}>
        <ImportCurlContext value={canEdit ? setImporting : null}>
          <Outlet />
        </ImportCurlContext>
      </main>
      <ConnectionBar />
      <Palette
        project={project}
        environmentSlug={environment.slug}
        canEdit={canEdit}
        onEnvironment={choose}
        onAddApi={addApi}
        onPasteCommand={pasteCommand}
      />
      {canEdit && <TransferHost projectId={projectId} />}
      <Help />
      {isAddingApi && (
        <Suspense>
          <AddApiDialog project={project} onClose={() => setIsAddingApi(false)} />
        </Suspense>
      )}
      {importing && (
        <Suspense>
          <ImportCurlDialog
            project={project}
            environment={environment}
            start={importing}
            onClose={() => setImporting(null)}
          />
        </Suspense>
      )}
    </div>
  );
}
