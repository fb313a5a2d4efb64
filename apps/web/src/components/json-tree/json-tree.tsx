import { useCallback, useEffect, useId, useRef } from 'react';
import type { TreeRow } from './json-document.ts';
import classes from './json-tree.module.css';
import { JsonTreeRow } from './json-tree-row.tsx';
import type { OpenJson } from './use-json.ts';
import { useTreeRows } from './use-tree-rows.ts';

interface JsonTreeProps {
  json: OpenJson;
  /** Lines there are; changes as they open and close. */
  rowCount: number;
  onRowCount: (count: number) => void;
  chosen: number;
  onChoose: (row: number) => void;
  /** What the chosen line is, once it is known. */
  onChosenRow: (row: TreeRow | null) => void;
}

/** A JSON value as a tree of lines. The keyboard moves as in every tree; only lines in sight are asked for and drawn. */
export function JsonTree({ json, rowCount, onRowCount, chosen, onChoose, onChosenRow }: JsonTreeProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const { rows, first, height, topOf, onScroll, refresh, show } = useTreeRows(json.client, rowCount, frame);
  const current = rows[chosen - first] ?? null;
  const tell = useRef(onChosenRow);
  tell.current = onChosenRow;
  useEffect(() => tell.current(current), [current]);
  useEffect(() => show(chosen), [chosen, show]);

  const toggle = useCallback(
    async (row: TreeRow) => {
      if (row.depth === 0) return;
      onRowCount(await json.client.ask('toggle', { place: row.place }));
      refresh();
    },
    [json, onRowCount, refresh],
  );
  const move = (to: number) => onChoose(Math.max(0, Math.min(rowCount - 1, to)));
  const toParent = async (row: TreeRow) => {
    if (row.place.length > 0) onChoose(await json.client.ask('row', { place: row.place.slice(0, -1) }));
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isOpenable = current !== null && (current.kind === 'object' || current.kind === 'list');
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : actOf(event.key);
    if (act === null) return;
    event.preventDefault();
    if (act.by !== undefined) move(chosen + act.by);
    else if (act.to !== undefined) move(act.to === 'end' ? rowCount - 1 : 0);
    else if (current === null) return;
    else if (act.fold === 'in' && current.isOpen && current.depth > 0) void toggle(current);
    else if (act.fold === 'in') void toParent(current);
    else if (isOpenable && act.fold === 'out' && current.isOpen) move(chosen + 1);
    else if (isOpenable) void toggle(current);
  };
  return (
    <div
      ref={frame}
      className={classes.tree}
      role="tree"
      tabIndex={0}
      aria-label="Tree of the response"
      aria-activedescendant={current === null ? undefined : `${id}-${chosen}`}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div className={classes.whole} style={{ height }}>
        <div className={classes.lines} style={{ transform: `translateY(${topOf(first)}px)` }}>
          {rows.map((row, at) => (
            <JsonTreeRow
              key={row.place.join('.')}
              id={`${id}-${first + at}`}
              row={row}
              isChosen={first + at === chosen}
              onChoose={() => onChoose(first + at)}
              onToggle={() => void toggle(row)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface Act {
  /** So many lines further. */
  by?: number;
  to?: 'start' | 'end';
  /** Out and in as in every tree; `turn` is the other of open and closed. */
  fold?: 'out' | 'in' | 'turn';
}

const PAGE_ROWS = 20;

function actOf(key: string): Act | null {
  switch (key) {
    case 'ArrowDown':
      return { by: 1 };
    case 'ArrowUp':
      return { by: -1 };
    case 'PageDown':
      return { by: PAGE_ROWS };
    case 'PageUp':
      return { by: -PAGE_ROWS };
    case 'Home':
      return { to: 'start' };
    case 'End':
      return { to: 'end' };
    case 'ArrowRight':
      return { fold: 'out' };
    case 'ArrowLeft':
      return { fold: 'in' };
    case 'Enter':
      return { fold: 'turn' };
    default:
      return null;
  }
}
