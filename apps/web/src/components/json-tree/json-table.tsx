import { useEffect, useRef, useState } from 'react';
import { ScrollFrame } from '../scroll-frame.tsx';
import type { JsonClient } from './json-client.ts';
import type { Place, TablePart } from './json-document.ts';
import classes from './json-tree.module.css';
import { scaleRows } from './scaled-rows.ts';

const ROW_PX = 28;
const SPARE_ROWS = 10;
const FRAME_PX = 600;

/** A list of objects as a table, its values as they were sent; what is in sight is asked for as it is scrolled. */
export function JsonTable({ client, place }: { client: JsonClient; place: Place }) {
  const frame = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  const [part, setPart] = useState<{ first: number; table: TablePart } | 'none' | null>(null);
  const total = part === null || part === 'none' ? 1 : part.table.total;
  const scale = scaleRows(total, ROW_PX, FRAME_PX);
  const first = Math.max(0, scale.rowAt(top) - SPARE_ROWS);
  useEffect(() => {
    let isOver = false;
    const count = Math.ceil((frame.current?.clientHeight ?? FRAME_PX) / ROW_PX) + 2 * SPARE_ROWS;
    client.ask('table', { place, start: first, count }).then(
      (table) => {
        if (!isOver) setPart(table === null ? 'none' : { first, table });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [client, place, first]);
  if (part === 'none') return <p className={classes.remark}>This list has no objects, so there are no columns.</p>;
  const before = part === null ? 0 : scale.topOf(part.first);
  const after = part === null ? 0 : Math.max(0, scale.height - before - part.table.rows.length * ROW_PX);
  const columns = part?.table.columns ?? [];
  return (
    <ScrollFrame
      ref={frame}
      className={classes.tableFrame}
      aria-label="The list as a table"
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <table className={classes.table} aria-rowcount={total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">No.</th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap height={before} columns={columns.length + 1} />
          {part?.table.rows.map((cells, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place alone
            <tr key={part.first + at} aria-rowindex={part.first + at + 2}>
              <th scope="row">{part.first + at}</th>
              {cells.map((cell, column) => (
                <td key={columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
          <Gap height={after} columns={columns.length + 1} />
        </tbody>
      </table>
    </ScrollFrame>
  );
}

function Gap({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;
}
