import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';

export interface DragSource {
  id: string;
  /** Things are put in order within their list. */
  listId: string;
}
export type Edge = 'top' | 'bottom';

/** What a line does with something of another list that is dropped on it. */
export interface Guests {
  accepts: (dragged: DragSource) => boolean;
  onDrop: (dragged: DragSource) => void;
}

interface Tracking {
  element: HTMLElement;
  /** Where the element is taken hold of; all of it where none is named. */
  handle: HTMLElement | null;
  source: DragSource;
  guests: Guests | null;
  /** Where the drop would go; null: nowhere near. */
  onPlace: (place: Edge | 'into' | null) => void;
  onDrop: (dragged: DragSource, edge: Edge) => void;
}

/** Lets a line be dragged, others of its list be dropped at its edges, and guests into it. Returns what ends it. */
export function trackLine({ element, handle, source, guests, onPlace, onDrop }: Tracking): () => void {
  const endDrag = draggable({
    // Fields in a line that can itself be dragged lose the selecting of their text by mouse in some browsers.
    element: handle ?? element,
    getInitialData: () => ({ ...source }),
    onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
      const { left, top } = element.getBoundingClientRect();
      const { clientX, clientY } = location.initial.input;
      nativeSetDragImage?.(element, clientX - left, clientY - top);
    },
  });
  const endDrop = dropTargetForElements({
    element,
    canDrop: ({ source: { data } }) =>
      isSource(data) && (data.listId === source.listId || guests?.accepts(data) === true),
    getData: ({ input }) => ({ edge: edgeAt(element, input.clientY) }),
    onDrag: ({ self, source: { data } }) => {
      if (data.listId !== source.listId) onPlace('into');
      else onPlace(data.id === source.id ? null : readEdge(self.data));
    },
    onDragLeave: () => onPlace(null),
    onDrop: ({ self, source: { data } }) => {
      onPlace(null);
      if (!isSource(data)) return;
      if (data.listId === source.listId) onDrop(data, readEdge(self.data));
      else guests?.onDrop(data);
    },
  });
  return () => {
    endDrag();
    endDrop();
  };
}

function edgeAt(element: HTMLElement, y: number): Edge {
  const { top, height } = element.getBoundingClientRect();
  return y < top + height / 2 ? 'top' : 'bottom';
}

function readEdge(data: Record<string | symbol, unknown>): Edge {
  return data.edge === 'top' ? 'top' : 'bottom';
}

function isSource(data: Record<string | symbol, unknown>): data is Record<string | symbol, unknown> & DragSource {
  return typeof data.id === 'string' && typeof data.listId === 'string';
}
