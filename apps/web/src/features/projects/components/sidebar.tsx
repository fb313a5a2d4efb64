import { TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { filterTree } from '../model/filter-tree.ts';
import { ApiBranch } from './api-branch.tsx';
import { PageLinks } from './page-links.tsx';
import classes from './sidebar.module.css';

interface SidebarProps {
  projectId: string;
  canEdit: boolean;
  onAddApi(): void;
  /** Something was opened: a side bar that covers the page closes. */
  onNavigate(): void;
}

/** Search, the APIs with their calls, and the other pages of the project. */
export function Sidebar({ projectId, canEdit, onAddApi, onNavigate }: SidebarProps) {
  const { data: apis } = useSuspenseQuery(projectQueries.tree(projectId));
  const [filter, setFilter] = useState('');
  const shown = filterTree(apis, filter);
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
          <IconButton label="Add API" size={24} onClick={onAddApi}>
            <IconPlus size={16} stroke={1.75} aria-hidden />
          </IconButton>
        )}
      </div>
      <div className={classes.tree}>
        {shown.length > 0 && (
          <ul className={classes.list}>
            {shown.map((api) => (
              <ApiBranch
                key={api.id}
                api={api}
                projectId={projectId}
                canEdit={canEdit}
                isFiltered={filter !== ''}
                onNavigate={onNavigate}
              />
            ))}
          </ul>
        )}
        {shown.length === 0 && (
          <p className={classes.nothing} role="status">
            {apis.length === 0 ? 'The APIs you add are listed here.' : `Nothing matches “${filter}”.`}
          </p>
        )}
      </div>
      <PageLinks projectId={projectId} onNavigate={onNavigate} />
    </div>
  );
}
