import type { CallSummary } from '@jackfield/contracts';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type MouseEvent, useState } from 'react';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { useTreeChanges } from '../hooks/use-tree-changes.tsx';
import { CallMarks } from './call-marks.tsx';
import classes from './sidebar.module.css';

interface CallLeafProps {
  call: CallSummary;
  projectId: string;
  canEdit: boolean;
  onNavigate(): void;
}

/** One call of the tree. */
export function CallLeaf({ call, projectId, canEdit, onNavigate }: CallLeafProps) {
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const { copyCall, removeCall } = useTreeChanges(projectId);
  // The menu has a button of its own; the right mouse button is a second way to it.
  const openMenu = (event: MouseEvent) => {
    if (!canEdit) return;
    event.preventDefault();
    setIsMenuOpen(true);
  };
  return (
    <li className={classes.line}>
      <Link
        to="/projects/$projectId/calls/$callId"
        params={{ projectId, callId: call.id }}
        className={`${classes.row} ${classes.call}`}
        onContextMenu={openMenu}
        onClick={onNavigate}
      >
        <MethodBadge method={call.method} isShort />
        <span className={classes.name}>{call.name}</span>
        <CallMarks useAs={call.useAs} initialization={call.initialization} />
      </Link>
      {canEdit && (
        <Menu opened={isMenuOpen} onChange={setIsMenuOpen} position="bottom-start" width={180}>
          <Menu.Target>
            <UnstyledButton className={classes.dots} aria-label={`Menu of ${call.name}`}>
              <IconDots size={16} stroke={1.75} aria-hidden />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconCopy size={14} aria-hidden />} onClick={() => copyCall.mutate(call)}>
              Duplicate
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item
              color="var(--jf-red)"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => removeCall.mutate(call)}
            >
              Delete call
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
