import type { CSSProperties, ReactNode } from 'react';
import { lineKey, type TreeLine } from '../model/flatten-tree.ts';

export interface LinesProps {
  lines: readonly TreeLine[];
  /** The API to which a call is being added: its last line is a field, and higher. */
  addingTo: string | null;
  /** The line that Tab leads to; where it is not drawn, another takes its place. */
  tabStop: number;
  /** What scrolls. */
  getFrame: () => HTMLElement | null;
  children: (line: TreeLine, drawn: DrawnLine) => ReactNode;
  /** Told how to bring a line into sight; returns what takes it back. */
  onScroller: (scrollTo: (index: number) => void) => () => void;
}

export interface DrawnLine {
  key: string | number;
  index: number;
  isTabStop: boolean;
  style?: CSSProperties;
}

/** Every line is drawn: for the projects that most people have. */
export function PlainLines({ lines, tabStop, children }: Pick<LinesProps, 'lines' | 'tabStop' | 'children'>) {
  return lines.map((line, index) => children(line, { key: lineKey(line), index, isTabStop: index === tabStop }));
}
