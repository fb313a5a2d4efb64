import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { DragSource, Edge, Guests } from './line-drag.ts';

interface LineDrag {
  line: RefObject<HTMLElement | null>;
  /** Where the line is taken hold of; all of it where none is named. */
  handle?: RefObject<HTMLElement | null>;
  /** Null: it stays where it is. */
  source: DragSource | null;
  onDrop: (dragged: DragSource, edge: Edge) => void;
  /** Left out: only things of its own list are dropped on it. */
  guests?: Guests;
}

/** Dragging a line of a list. What it takes is fetched after the page is there, since few visits drag. */
export function useLineDrag({ line, handle, source, onDrop, guests }: LineDrag): Edge | 'into' | null {
  const [place, setPlace] = useState<Edge | 'into' | null>(null);
  const drop = useEffectEvent(onDrop);
  const accepts = useEffectEvent((dragged: DragSource) => guests?.accepts(dragged) === true);
  const dropInto = useEffectEvent((dragged: DragSource) => guests?.onDrop(dragged));
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
          guests: { accepts, onDrop: dropInto },
          onPlace: setPlace,
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
  return place;
}
