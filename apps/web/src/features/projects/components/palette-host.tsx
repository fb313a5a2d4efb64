import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { onTogglePalette } from '../../../lib/open-palette.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { sessionQueries } from '../../../lib/queries/session-queries.ts';
import { type PaletteProps, usePaletteItems } from '../hooks/use-palette-items.tsx';
import { PaletteDialog } from './palette-dialog.tsx';

const NewProjectDialog = lazy(async () => {
  const { NewProjectDialog } = await import('./new-project-dialog.tsx');
  return { default: NewProjectDialog };
});
const NewCallDialog = lazy(async () => {
  const { NewCallDialog } = await import('./new-call-dialog.tsx');
  return { default: NewCallDialog };
});

/** The palette, and the dialogs that only it opens. It is there because somebody asked for it. */
export function PaletteHost(props: PaletteProps) {
  const { id: projectId, workspaceId } = props.project;
  const [isOpen, setIsOpen] = useState(true);
  const [making, setMaking] = useState<'call' | 'project' | null>(null);
  useEffect(() => onTogglePalette(() => setIsOpen((was) => !was)), []);
  const { data: apis = [] } = useQuery(projectQueries.tree(projectId));
  const { data: session } = useQuery(sessionQueries.current());
  const workspace = session?.workspaces.find(({ id }) => id === workspaceId);
  const items = usePaletteItems({
    ...props,
    onNewCall: () => setMaking('call'),
    onNewProject: () => setMaking('project'),
  });
  return (
    <>
      {isOpen && <PaletteDialog projectId={projectId} items={items} onClose={() => setIsOpen(false)} />}
      <Suspense>
        {making === 'call' && <NewCallDialog projectId={projectId} apis={apis} onClose={() => setMaking(null)} />}
        {making === 'project' && workspace !== undefined && (
          <NewProjectDialog workspace={workspace} onClose={() => setMaking(null)} />
        )}
      </Suspense>
    </>
  );
}
