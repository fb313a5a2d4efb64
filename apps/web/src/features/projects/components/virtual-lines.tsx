import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { lineKey, type TreeLine } from '../model/flatten-tree.ts';
import type { LinesProps } from './plain-lines.tsx';

const LINE_HEIGHT = 28;
const FIELD_HEIGHT = 36;

/** Only the lines in sight are drawn: for hundreds of calls. */
export function VirtualLines({ lines, addingTo, tabStop, getFrame, children, onScroller }: LinesProps) {
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: getFrame,
    estimateSize: (index) => (isField(lines[index], addingTo) ? FIELD_HEIGHT : LINE_HEIGHT),
    getItemKey: (index) => keyAt(lines, index),
    overscan: 20,
  });
  useEffect(() => onScroller((index) => virtual.scrollToIndex(index, { align: 'auto' })), [virtual, onScroller]);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const stop = items.some(({ index }) => index === tabStop) ? tabStop : items[0]?.index;
  return items.map(({ index, key }, place) => {
    const line = lines[index];
    if (line === undefined) return null;
    const isFirst = place === 0;
    const isLast = place === items.length - 1;
    const style = { marginTop: isFirst ? before : undefined, marginBottom: isLast ? after : undefined };
    return children(line, { key: String(key), index, isTabStop: index === stop, style });
  });
}

function isField(line: TreeLine | undefined, addingTo: string | null): boolean {
  return line?.kind === 'add' && line.api.id === addingTo;
}

function keyAt(lines: readonly TreeLine[], index: number): string | number {
  const line = lines[index];
  return line === undefined ? index : lineKey(line);
}
