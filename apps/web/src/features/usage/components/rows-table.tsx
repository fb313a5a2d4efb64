import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { ScrollFrame } from '../../../components/scroll-frame.tsx';
import { cellText, compareValues } from '../model/cell-text.ts';
import type { Column } from '../model/find-rows.ts';
import { CellView } from './cell-view.tsx';
import classes from './usage-result.module.css';

const ROW_HEIGHT = 36;

interface RowsTableProps {
  columns: readonly Column[];
  rows: readonly Record<string, unknown>[];
}

/** A list of objects, one a row; only what is in sight is drawn, so ten thousand are as quick as ten. */
export function RowsTable({ columns, rows }: RowsTableProps) {
  const frame = useRef<HTMLElement>(null);
  const [sort, setSort] = useState<{ key: string; isDown: boolean } | null>(null);
  const sorted = useMemo(() => {
    if (sort === null) return rows;
    const up = rows.toSorted((a, b) => compareValues(a[sort.key], b[sort.key]));
    return sort.isDown ? up.reverse() : up;
  }, [rows, sort]);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const press = (key: string) =>
    setSort((now) => (now?.key !== key ? { key, isDown: false } : now.isDown ? null : { key, isDown: true }));
  return (
    <ScrollFrame ref={frame} className={classes.tableFrame} aria-label="Rows of the result">
      <table className={classes.table} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {columns.map(({ key, type }) => {
              const isSorted = sort?.key === key;
              return (
                <th
                  key={key}
                  data-number={type === 'number' || undefined}
                  aria-sort={isSorted ? (sort.isDown ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" className={classes.sort} onClick={() => press(key)}>
                    {key}
                    {isSorted && sort.isDown && <IconArrowDown size={13} aria-hidden />}
                    {isSorted && !sort.isDown && <IconArrowUp size={13} aria-hidden />}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {items.map(({ index }) => (
            <tr key={index} aria-rowindex={index + 2}>
              {columns.map((column) => {
                const cell = cellText(sorted[index]?.[column.key], column);
                return (
                  <td key={column.key} data-number={cell.isNumber || undefined}>
                    <CellView cell={cell} />
                  </td>
                );
              })}
            </tr>
          ))}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </ScrollFrame>
  );
}
