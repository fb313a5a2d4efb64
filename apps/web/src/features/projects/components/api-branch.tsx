import type { ApiSummary } from '@jackfield/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconDots, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { type MouseEvent, useState } from 'react';
import { useTreeChanges } from '../hooks/use-tree-changes.tsx';
import { AddCallLine } from './add-call-line.tsx';
import { CallLeaf } from './call-leaf.tsx';
import classes from './sidebar.module.css';

interface ApiBranchProps {
  api: ApiSummary;
  projectId: string;
  canEdit: boolean;
  /** Only matches are shown: always open. */
  isFiltered: boolean;
  onNavigate(): void;
}

/** One API with its calls. */
export function ApiBranch({ api, projectId, canEdit, isFiltered, onNavigate }: ApiBranchProps) {
  const { callId } = useParams({ strict: false });
  const [isClosed, setIsClosed] = useState(false);
  const [isAdding, setIsAdding] = useState(false);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const { removeApi } = useTreeChanges(projectId);
  const isOpen = isFiltered || isAdding || !isClosed || api.calls.some(({ id }) => id === callId);
  const listId = `calls-${api.id}`;
  // The menu has a button of its own; the right mouse button is a second way to it.
  const openMenu = (event: MouseEvent) => {
    if (!canEdit) return;
    event.preventDefault();
    setIsMenuOpen(true);
  };
  return (
    <li>
      <div className={classes.line}>
        <UnstyledButton
          className={classes.chevron}
          aria-label={`Calls of ${api.name}`}
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setIsClosed(isOpen)}
        >
          <IconChevronRight size={14} stroke={1.75} aria-hidden />
        </UnstyledButton>
        <Link
          to="/projects/$projectId/apis/$apiId"
          params={{ projectId, apiId: api.id }}
          className={`${classes.row} ${classes.api}`}
          onContextMenu={openMenu}
          onClick={onNavigate}
        >
          <span className={classes.name}>{api.name}</span>
        </Link>
        {canEdit && (
          <Menu opened={isMenuOpen} onChange={setIsMenuOpen} position="bottom-start" width={180}>
            <Menu.Target>
              <UnstyledButton className={classes.dots} aria-label={`Menu of ${api.name}`}>
                <IconDots size={16} stroke={1.75} aria-hidden />
              </UnstyledButton>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsAdding(true)}>
                Add call
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                color="var(--jf-red)"
                leftSection={<IconTrash size={14} aria-hidden />}
                onClick={() => removeApi.mutate(api)}
              >
                Delete API
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <ul id={listId} className={classes.calls} hidden={!isOpen} aria-label={`Calls of ${api.name}`}>
        {isOpen &&
          api.calls.map((call) => (
            <CallLeaf key={call.id} call={call} projectId={projectId} canEdit={canEdit} onNavigate={onNavigate} />
          ))}
        {isOpen && canEdit && !isFiltered && (
          <AddCallLine api={api} projectId={projectId} isAdding={isAdding} onAddingChange={setIsAdding} />
        )}
      </ul>
    </li>
  );
}
