import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { Undoable } from '../lib/use-undoable.ts';
import classes from './history-buttons.module.css';
import { IconButton } from './icon-button.tsx';

type HistoryButtonsProps = Pick<Undoable<unknown>, 'canUndo' | 'canRedo' | 'undo' | 'redo'>;

/** Undo and redo, for who does not know the keys. */
export function HistoryButtons({ canUndo, canRedo, undo, redo }: HistoryButtonsProps) {
  return (
    <span className={classes.buttons}>
      <IconButton label="Undo" disabled={!canUndo} onClick={undo}>
        <IconArrowBackUp size={16} stroke={1.75} aria-hidden />
      </IconButton>
      <IconButton label="Redo" disabled={!canRedo} onClick={redo}>
        <IconArrowForwardUp size={16} stroke={1.75} aria-hidden />
      </IconButton>
    </span>
  );
}
