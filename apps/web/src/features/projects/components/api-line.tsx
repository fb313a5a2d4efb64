import type { ApiSummary } from '@jackfield/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconCopy, IconCopyPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type MouseEvent, useRef, useState } from 'react';
import type { DragSource, Edge } from '../../../lib/line-drag.ts';
import { openTransfer } from '../../../lib/open-transfer.ts';
import { useLineDrag } from '../../../lib/use-line-drag.ts';
import { useTreeChanges } from '../hooks/use-tree-changes.tsx';
import { lineLabelId } from '../model/flatten-tree.ts';
import { type Move, stepOf } from '../model/move-in-tree.ts';
import { LineMenu, MoveItems } from './line-menu.tsx';
import classes from './sidebar.module.css';

interface ApiLineProps {
  projectId: string;
  apis: readonly ApiSummary[];
  api: ApiSummary;
  isOpen: boolean;
  canEdit: boolean;
  canMove: boolean;
  canDrag: boolean;
  /** Tab leads to its menu too. */
  isTabStop: boolean;
  onOpenChange(isOpen: boolean): void;
  onAddCall(): void;
  onNavigate(): void;
  onDrop(dragged: DragSource, edge: Edge): void;
  /** A call of another API was dropped here. */
  onDropForeign(callId: string): void;
  move(move: Move): void;
}

/** One API: a way to its page, and to fold its calls. */
export function ApiLine(props: ApiLineProps) {
  const {
    projectId,
    apis,
    api,
    isOpen,
    canEdit,
    canMove,
    canDrag,
    isTabStop,
    onOpenChange,
    onAddCall,
    onNavigate,
    onDrop,
    onDropForeign,
    move,
  } = props;
  const line = useRef<HTMLDivElement>(null);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const { removeApi, copyApi } = useTreeChanges(projectId);
  const dropPlace = useLineDrag({
    line,
    source: canDrag ? { id: api.id, listId: projectId } : null,
    onDrop,
    guests: {
      accepts: ({ listId }) => listId !== api.id,
      onDrop: ({ id }) => onDropForeign(id),
    },
  });
  // The menu has a button of its own; the right mouse button is a second way to it.
  const openMenu = (event: MouseEvent) => {
    if (!canEdit) return;
    event.preventDefault();
    setIsMenuOpen(true);
  };
  const step = (by: -1 | 1) => stepOf(apis, { kind: 'api', id: api.id }, by);
  const [up, down] = [step(-1), step(1)];
  return (
    <div ref={line} className={classes.line} data-edge={dropPlace ?? undefined}>
      <UnstyledButton
        className={classes.chevron}
        tabIndex={-1}
        aria-label={`Calls of ${api.name}`}
        aria-expanded={isOpen}
        onClick={() => onOpenChange(!isOpen)}
      >
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
      </UnstyledButton>
      <Link
        id={lineLabelId(api.id)}
        to="/projects/$projectId/apis/$apiId"
        params={{ projectId, apiId: api.id }}
        className={`${classes.row} ${classes.api}`}
        data-line-focus
        tabIndex={-1}
        draggable={false}
        onContextMenu={openMenu}
        onClick={onNavigate}
      >
        <span className={classes.name}>{api.name}</span>
      </Link>
      {canEdit && (
        <LineMenu name={api.name} isOpen={isMenuOpen} onOpenChange={setIsMenuOpen} isTabStop={isTabStop}>
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden />} onClick={onAddCall}>
            Add call
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={14} aria-hidden />} onClick={() => copyApi.mutate(api)}>
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopyPlus size={14} aria-hidden />}
            onClick={() => openTransfer({ kind: 'api', id: api.id })}
          >
            Copy to a project…
          </Menu.Item>
          <MoveItems {...{ canMove, up, down, move }} />
          <Menu.Divider />
          <Menu.Item
            color="var(--jf-red)"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => removeApi.mutate(api)}
          >
            Delete API
          </Menu.Item>
        </LineMenu>
      )}
    </div>
  );
}
