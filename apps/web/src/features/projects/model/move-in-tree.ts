import type { ApiSummary } from '@jackfield/contracts';

/** What is moved, and before what of the same list; null: to its end. */
export interface Move {
  kind: 'api' | 'call';
  id: string;
  beforeId: string | null;
}

/** The tree as it is after a move; the same one where the move means nothing in it. */
export function moveInTree(apis: readonly ApiSummary[], { kind, id, beforeId }: Move): ApiSummary[] {
  if (kind === 'api') return moved(apis, id, beforeId);
  return apis.map((api) =>
    api.calls.some((call) => call.id === id) ? { ...api, calls: moved(api.calls, id, beforeId) } : api,
  );
}

function moved<Item extends { id: string }>(items: readonly Item[], id: string, beforeId: string | null): Item[] {
  const item = items.find((each) => each.id === id);
  const others = items.filter((each) => each.id !== id);
  const place = beforeId === null ? others.length : others.findIndex((each) => each.id === beforeId);
  return item === undefined || place === -1 ? [...items] : others.toSpliced(place, 0, item);
}

/** The list that something stands in, in order. */
export function siblingsOf(
  apis: readonly ApiSummary[],
  { kind, id }: Pick<Move, 'kind' | 'id'>,
): readonly { id: string; name: string }[] {
  if (kind === 'api') return apis;
  return apis.find(({ calls }) => calls.some((call) => call.id === id))?.calls ?? [];
}

/** One place up or down; null where it is the first or the last. */
export function stepOf(apis: readonly ApiSummary[], thing: Pick<Move, 'kind' | 'id'>, by: -1 | 1): Move | null {
  const siblings = siblingsOf(apis, thing);
  const place = siblings.findIndex(({ id }) => id === thing.id);
  const target = place + by;
  if (place === -1 || target < 0 || target >= siblings.length) return null;
  return { ...thing, beforeId: siblings[by === -1 ? target : target + 1]?.id ?? null };
}

/** Where a thing is dropped at the upper or the lower edge of another of its list; null where it stands there already. */
export function dropOf(
  apis: readonly ApiSummary[],
  thing: Pick<Move, 'kind' | 'id'>,
  overId: string,
  edge: 'top' | 'bottom',
): Move | null {
  const siblings = siblingsOf(apis, thing);
  const over = siblings.findIndex(({ id }) => id === overId);
  const own = siblings.findIndex(({ id }) => id === thing.id);
  if (over === -1 || own === -1 || over === own) return null;
  const place = edge === 'top' ? over : over + 1;
  return place === own || place === own + 1 ? null : { ...thing, beforeId: siblings[place]?.id ?? null };
}

/** What puts it back where it stands now. */
export function undoOf(apis: readonly ApiSummary[], thing: Pick<Move, 'kind' | 'id'>): Move {
  const siblings = siblingsOf(apis, thing);
  const place = siblings.findIndex(({ id }) => id === thing.id);
  return { kind: thing.kind, id: thing.id, beforeId: siblings[place + 1]?.id ?? null };
}
