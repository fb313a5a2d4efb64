import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { memo } from 'react';
import type { TreeRow } from './json-document.ts';
import classes from './json-tree.module.css';

interface JsonTreeRowProps {
  id: string;
  row: TreeRow;
  isChosen: boolean;
  onChoose: () => void;
  onToggle: () => void;
}

/** One line: a key, and its value as it was sent, or how much is in it. */
export const JsonTreeRow = memo(
  function JsonTreeRow({ id, row, isChosen, onChoose, onToggle }: JsonTreeRowProps) {
    const isContainer = row.kind === 'object' || row.kind === 'list';
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the tree
      // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus, and names the line that is chosen
      <div
        id={id}
        className={classes.row}
        role="treeitem"
        aria-level={row.depth + 1}
        aria-selected={isChosen}
        aria-expanded={isContainer ? row.isOpen : undefined}
        data-chosen={isChosen || undefined}
        style={{ paddingLeft: 8 + row.depth * 16 }}
        onClick={onChoose}
        onDoubleClick={isContainer ? onToggle : undefined}
      >
        <span className={classes.fold} aria-hidden onClick={isContainer ? onToggle : undefined}>
          {isContainer &&
            row.depth > 0 &&
            (row.isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />)}
        </span>
        {row.key !== null && (
          <span className={classes.key} data-index={typeof row.key === 'number' || undefined}>
            {row.key}:
          </span>
        )}
        {isContainer ? (
          <span className={classes.count}>{countWords(row)}</span>
        ) : (
          <span className={classes.value} data-kind={row.kind}>
            {row.text}
          </span>
        )}
      </div>
    );
  },
  (before, after) => before.row === after.row && before.isChosen === after.isChosen && before.id === after.id,
);

function countWords({ kind, count }: TreeRow): string {
  const [open, close] = kind === 'list' ? ['[', ']'] : ['{', '}'];
  if (count === null) return `${open}…${close}`;
  if (count === 0) return open + close;
  const noun = kind === 'list' ? 'element' : 'member';
  return `${open} ${count.toLocaleString()} ${count === 1 ? noun : `${noun}s`} ${close}`;
}
