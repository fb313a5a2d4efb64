import type { ApiSummary, CallSummary } from '@jackfield/contracts';

/** One line of the left side, as it is drawn. */
export type TreeLine =
  | { kind: 'api'; api: ApiSummary; isOpen: boolean }
  | { kind: 'call'; api: ApiSummary; call: CallSummary }
  /** Where a call is added to the API. */
  | { kind: 'add'; api: ApiSummary };

export interface TreeView {
  /** Ids of the APIs whose calls are not shown. */
  closed: ReadonlySet<string>;
  /** The API to which a call is being added. */
  addingTo: string | null;
  /** Only matches are shown: all is open, and nothing is added. */
  isFiltered: boolean;
  canEdit: boolean;
}

export function flattenTree(apis: readonly ApiSummary[], view: TreeView): TreeLine[] {
  return apis.flatMap((api): TreeLine[] => {
    const isOpen = view.isFiltered || view.addingTo === api.id || !view.closed.has(api.id);
    const calls = isOpen ? api.calls.map((call): TreeLine => ({ kind: 'call', api, call })) : [];
    const add: TreeLine[] = isOpen && view.canEdit && !view.isFiltered ? [{ kind: 'add', api }] : [];
    return [{ kind: 'api', api, isOpen }, ...calls, ...add];
  });
}

/** Where a line stands, as a screen reader tells it: "level 2, 3 of 12". */
export interface LinePlace {
  level: 1 | 2;
  position: number;
  count: number;
}

/** The place of every line among those of its level below the same API. */
export function placesOf(lines: readonly TreeLine[]): LinePlace[] {
  const apiCount = lines.filter(({ kind }) => kind === 'api').length;
  const counts = new Map<string, number>();
  for (const { kind, api } of lines) if (kind !== 'api') counts.set(api.id, (counts.get(api.id) ?? 0) + 1);
  let [apiPosition, position] = [0, 0];
  return lines.map(({ kind, api }) => {
    if (kind === 'api') {
      apiPosition += 1;
      position = 0;
      return { level: 1, position: apiPosition, count: apiCount };
    }
    position += 1;
    return { level: 2, position, count: counts.get(api.id) ?? 0 };
  });
}

/** What a line is called when letters are typed to reach it. */
export function lineName(line: TreeLine): string {
  return line.kind === 'api' ? line.api.name : line.kind === 'call' ? line.call.name : 'Add call';
}

/** The next line after one whose name begins with what is typed; one letter again and again walks all that begin so. */
export function findByTyping(lines: readonly TreeLine[], from: number, typed: string): number {
  const wanted = typed.toLowerCase();
  const isOneLetter = [...wanted].every((letter) => letter === wanted[0]);
  const letters = isOneLetter ? (wanted[0] ?? '') : wanted;
  const start = isOneLetter ? from + 1 : from;
  for (let step = 0; step < lines.length; step += 1) {
    const index = (start + step) % lines.length;
    const line = lines[index];
    if (line !== undefined && line.kind !== 'add' && lineName(line).toLowerCase().startsWith(letters)) return index;
  }
  return -1;
}

/** Of the element that holds the name of an API or call, and what is to be known of it. */
export function lineLabelId(id: string): string {
  return `line-${id}`;
}

export function lineKey(line: TreeLine): string {
  return line.kind === 'call' ? line.call.id : `${line.kind} ${line.api.id}`;
}
