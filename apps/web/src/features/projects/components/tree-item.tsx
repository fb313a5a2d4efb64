import type { CSSProperties, ReactNode } from 'react';
import { type LinePlace, lineLabelId, type TreeLine } from '../model/flatten-tree.ts';
import classes from './sidebar.module.css';

interface TreeItemProps {
  line: TreeLine;
  index: number;
  place: LinePlace;
  /** Where Tab comes in; the arrow keys go on from there. */
  isTabStop: boolean;
  /** It is the page that is open. */
  isOpen: boolean;
  style?: CSSProperties;
  children: ReactNode;
}

/** A line as a screen reader has it: its name without the buttons beside it, its level, its place, and whether it is open. */
export function TreeItem({ line, index, place, isTabStop, isOpen, style, children }: TreeItemProps) {
  return (
    <div
      role="treeitem"
      aria-labelledby={labelId(line)}
      aria-level={place.level}
      aria-posinset={place.position}
      aria-setsize={place.count}
      aria-expanded={line.kind === 'api' ? line.isOpen : undefined}
      aria-current={isOpen ? 'page' : undefined}
      tabIndex={isTabStop ? 0 : -1}
      data-line={index}
      className={classes.item}
      style={style}
    >
      {children}
    </div>
  );
}

function labelId(line: TreeLine): string | undefined {
  if (line.kind === 'add') return undefined;
  return lineLabelId(line.kind === 'call' ? line.call.id : line.api.id);
}
