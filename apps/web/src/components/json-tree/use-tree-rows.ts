import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import type { JsonClient } from './json-client.ts';
import type { TreeRow } from './json-document.ts';
import { scaleRows } from './scaled-rows.ts';

export const ROW_PX = 24;
/** Drawn above and below what is in sight. */
const SPARE_ROWS = 12;

/** The lines in sight of a tree, asked for as it is scrolled. Those that were there stay until the next have come. */
export function useTreeRows(client: JsonClient, rowCount: number, frame: RefObject<HTMLElement | null>) {
  const [frameHeight, setFrameHeight] = useState(600);
  const [top, setTop] = useState(0);
  const [version, setVersion] = useState(0);
  const [drawn, setDrawn] = useState<{ first: number; rows: readonly TreeRow[] }>({ first: 0, rows: [] });
  const scale = useMemo(() => scaleRows(rowCount, ROW_PX, frameHeight), [rowCount, frameHeight]);
  const first = Math.max(0, scale.rowAt(top) - SPARE_ROWS);
  const count = Math.ceil(frameHeight / ROW_PX) + 2 * SPARE_ROWS;

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setFrameHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version or number of lines are other lines
  useEffect(() => {
    let isOver = false;
    client.ask('rows', { start: first, count }).then(
      (rows) => {
        if (!isOver) setDrawn({ first, rows });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, first, count, rowCount, version]);

  const show = useCallback(
    (row: number) => {
      const element = frame.current;
      if (element === null) return;
      const above = scale.topOf(row);
      if (above < element.scrollTop) element.scrollTop = above;
      else if (above + ROW_PX > element.scrollTop + element.clientHeight) {
        element.scrollTop = above + ROW_PX - element.clientHeight;
      }
    },
    [frame, scale],
  );
  return {
    rows: drawn.rows,
    first: drawn.first,
    height: scale.height,
    topOf: scale.topOf,
    onScroll: (event: React.UIEvent<HTMLElement>) => setTop(event.currentTarget.scrollTop),
    refresh: useCallback(() => setVersion((before) => before + 1), []),
    show,
  };
}
