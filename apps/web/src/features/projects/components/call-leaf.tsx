import type { ApiSummary, CallSummary } from '@jackfield/contracts';
import { Menu } from '@mantine/core';
import { IconCopy, IconFolderSymlink, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type MouseEvent, useRef, useState } from 'react';
import { MethodBadge } from '../../../components/method-badge.tsx';
import type { DragSource, Edge } from '../../../lib/line-drag.ts';
import { openTransfer } from '../../../lib/open-transfer.ts';
import { useLineDrag } from '../../../lib/use-line-drag.ts';
import { useTreeChanges } from '../hooks/use-tree-changes.tsx';
import { lineLabelId } from '../model/flatten-tree.ts';
import { type Move, stepOf } from '../model/move-in-tree.ts';
import { CallMarks } from './call-marks.tsx';
import { LineMenu, MoveItems } from './line-menu.tsx';
import classes from './sidebar.module.css';

interface CallLeafProps {
  projectId: string;
  apis: readonly ApiSummary[];
  call: CallSummary;
  canEdit: boolean;
  canMove: boolean;
  canDrag: boolean;
  /** Tab leads to its menu too. */
  isTabStop: boolean;
  onNavigate(): void;
  onDrop(dragged: DragSource, edge: Edge): void;
  /** A call of another API was dropped here. */
  onDropForeign(callId: string): void;
  move(move: Move): void;
}

/** One call of the tree. */
export function CallLeaf(props: CallLeafProps) {
  const { projectId, apis, call, canEdit, canMove, canDrag, isTabStop, onNavigate, onDrop, onDropForeign, move } =
    props;
  const line = useRef<HTMLDivElement>(null);
  const dropPlace = useLineDrag({
    line,
    source: canDrag ? { id: call.id, listId: call.apiId } : null,
    onDrop,
    guests: {
      accepts: ({ listId }) => listId !== projectId,
      onDrop: ({ id }) => onDropForeign(id),
    },
  });
  const step = (by: -1 | 1) => stepOf(apis, { kind: 'call', id: call.id }, by);
  const [up, down] = [step(-1), step(1)];
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const { copyCall, removeCall } = useTreeChanges(projectId);
  // The menu has a button of its own; the right mouse button is a second way to it.
  const openMenu = (event: MouseEvent) => {
    if (!canEdit) return;
    event.preventDefault();
    setIsMenuOpen(true);
  };
  return (
    <div ref={line} className={classes.line} data-edge={dropPlace ?? undefined}>
      <Link
        id={lineLabelId(call.id)}
        to="/projects/$projectId/calls/$callId"
        params={{ projectId, callId: call.id }}
        className={`${classes.row} ${classes.call}`}
        data-line-focus
        tabIndex={-1}
        draggable={false}
        onContextMenu={openMenu}
        onClick={onNavigate}
      >
        {/* The spaces keep the words apart where they are read out. */}
        <MethodBadge method={call.method} isShort /> <span className={classes.name}>{call.name}</span>{' '}
        <CallMarks useAs={call.useAs} initialization={call.initialization} />
      </Link>
      {canEdit && (
        <LineMenu name={call.name} isOpen={isMenuOpen} onOpenChange={setIsMenuOpen} isTabStop={isTabStop}>
          <Menu.Item leftSection={<IconCopy size={14} aria-hidden />} onClick={() => copyCall.mutate(call)}>
            Duplicate
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolderSymlink size={14} aria-hidden />}
            onClick={() => openTransfer({ kind: 'call', id: call.id })}
          >
            Move or copy…
          </Menu.Item>
          <MoveItems {...{ canMove, up, down, move }} />
          <Menu.Divider />
          <Menu.Item
            color="var(--jf-red)"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => removeCall.mutate(call)}
          >
            Delete call
          </Menu.Item>
        </LineMenu>
      )}
    </div>
  );
}
