import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Move } from '../model/move-in-tree.ts';
import classes from './sidebar.module.css';

interface LineMenuProps {
  /** Of the API or call. */
  name: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** Tab leads to it too. */
  isTabStop: boolean;
  children: ReactNode;
}

/** What can be done with a line of the tree. */
export function LineMenu({ name, isOpen, onOpenChange, isTabStop, children }: LineMenuProps) {
  return (
    <Menu opened={isOpen} onChange={onOpenChange} position="bottom-start" width={180}>
      <Menu.Target>
        <UnstyledButton
          className={classes.dots}
          data-line-menu
          tabIndex={isTabStop ? 0 : -1}
          aria-label={`Menu of ${name}`}
        >
          <IconDots size={16} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

interface MoveItemsProps {
  canMove: boolean;
  /** Null: it is the first, or the last. */
  up: Move | null;
  down: Move | null;
  move: (move: Move) => void;
}

export function MoveItems({ canMove, up, down, move }: MoveItemsProps) {
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowUp size={14} aria-hidden />}
        disabled={!canMove || up === null}
        onClick={() => up !== null && move(up)}
      >
        Move up
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowDown size={14} aria-hidden />}
        disabled={!canMove || down === null}
        onClick={() => down !== null && move(down)}
      >
        Move down
      </Menu.Item>
    </>
  );
}
