import { TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconTerminal2 } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { filterTree } from '../model/filter-tree.ts';
import { PageLinks } from './page-links.tsx';
import classes from './sidebar.module.css';
import { Tree } from './tree.tsx';

interface SidebarProps {
  projectId: string;
  canEdit: boolean;
  onAddApi(): void;
  onPasteCommand(): void;
  /** Something was opened: a side bar that covers the page closes. */
  onNavigate(): void;
}

/** Search, the APIs with their calls, and the other pages of the project. */
export function Sidebar({ projectId, canEdit, onAddApi, onPasteCommand, onNavigate }: SidebarProps) {
  const { data: apis } = useSuspenseQuery(projectQueries.tree(projectId));
  const [filter, setFilter] = useState('');
  // Typing goes on while a long list is filtered.
  const deferred = useDeferredValue(filter);
  const shown = useMemo(() => filterTree(apis, deferred), [apis, deferred]);
  return (
    <div className={classes.side}>
      <div className={classes.search}>
        <TextInput
          size="xs"
          type="search"
          placeholder="Filter"
          aria-label="Filter APIs and calls"
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setFilter('')}
        />
      </div>
      <div className={classes.heading}>
        <h2 className={classes.headingText}>APIs</h2>
        {canEdit && (
          <span>
            <IconButton label="Paste a cURL command" size={24} onClick={onPasteCommand}>
              <IconTerminal2 size={16} stroke={1.75} aria-hidden />
            </IconButton>
            <IconButton label="Add API" size={24} onClick={onAddApi}>
              <IconPlus size={16} stroke={1.75} aria-hidden />
            </IconButton>
          </span>
        )}
      </div>
      {shown.length > 0 ? (
        <Tree {...{ projectId, apis, shown, canEdit, onNavigate }} isFiltered={filter !== ''} />
      ) : (
        <div className={classes.tree}>
          <p className={classes.nothing} role="status">
            {apis.length === 0 ? 'The APIs you add are listed here.' : `Nothing matches “${filter}”.`}
          </p>
        </div>
      )}
      <PageLinks projectId={projectId} onNavigate={onNavigate} />
    </div>
  );
}
