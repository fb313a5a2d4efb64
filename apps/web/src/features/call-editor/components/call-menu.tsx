import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCopy,
  IconDots,
  IconFolderSymlink,
  IconTrash,
} from '@tabler/icons-react';
import { openTransfer } from '../../../lib/open-transfer.ts';
import { useEditor } from '../hooks/editor-context.ts';

interface CallMenuProps {
  onDuplicate: () => void;
  onDelete: () => void;
}

/** What else can be done with the call; on a phone also Undo and Redo, which have no room of their own there. */
export function CallMenu({ onDuplicate, onDelete }: CallMenuProps) {
  const { call, session } = useEditor();
  // As in call-header.module.css.
  const isPhone = useMediaQuery('(max-width: 767px)');
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon variant="subtle" color="gray" size={28} aria-label="More for this call">
            <IconDots size={16} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {isPhone && (
          <>
            <Menu.Item
              leftSection={<IconArrowBackUp size={14} aria-hidden />}
              disabled={!session.canUndo}
              closeMenuOnClick={false}
              onClick={session.undo}
            >
              Undo
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowForwardUp size={14} aria-hidden />}
              disabled={!session.canRedo}
              closeMenuOnClick={false}
              onClick={session.redo}
            >
              Redo
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={<IconCopy size={14} aria-hidden />} onClick={onDuplicate}>
          Duplicate
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFolderSymlink size={14} aria-hidden />}
          onClick={() => openTransfer({ kind: 'call', id: call.id })}
        >
          Move or copy…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="var(--jf-red)" leftSection={<IconTrash size={14} aria-hidden />} onClick={onDelete}>
          Delete call
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
