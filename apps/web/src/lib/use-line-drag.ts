import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { DragSource, Edge } from './line-drag.ts';

interface LineDrag {
  line: RefObject<HTMLElement | null>;
  /** Where the line is taken hold of; all of it where none is named. */
  handle?: RefObject<HTMLElement | null>;
  /** Null: it stays where it is. */
  source: DragSource | null;
  onDrop: (dragged: DragSource, edge: Edge) => void;
}

/** Dragging a line of a list. What it takes is fetched after the page is there, since few visits drag. */
export function useLineDrag({ line, handle, source, onDrop }: LineDrag): Edge | null {
  const [edge, setEdge] = useState<Edge | null>(null);
  const drop = useEffectEvent(onDrop);
  const { id, listId } = source ?? { id: null, listId: '' };
  useEffect(() => {
    const element = line.current;
    if (element === null || id === null) return;
    let end: (() => void) | null = null;
    let isOver = false;
    import('./line-drag.ts').then(
      ({ trackLine }) => {
        if (isOver) return;
        end = trackLine({
          element,
          handle: handle?.current ?? null,
          source: { id, listId },
          onEdge: setEdge,
          onDrop: drop,
        });
      },
      // Without it the keys and the menu still move things.
      () => undefined,
    );
    return () => {
      isOver = true;
      end?.();
    };
  }, [line, handle, id, listId]);
  return edge;
}
