import type { CSSProperties, ReactNode } from 'react';
import type { LinePlace, TreeLine } from '../model/flatten-tree.ts';
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

/** A line as a screen reader has it: its level, its place, and whether it is open; what it shows is its name. */
export function TreeItem({ line, index, place, isTabStop, isOpen, style, children }: TreeItemProps) {
  return (
    <div
      role="treeitem"
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
