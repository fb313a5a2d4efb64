import { Button } from '@mantine/core';
import { useState } from 'react';
import { cellText } from '../model/cell-text.ts';
import type { Column } from '../model/find-rows.ts';
import { CellView } from './cell-view.tsx';
import classes from './usage-result.module.css';

const CARDS_AT_ONCE = 48;

/** The rows as cards, each with all its fields below each other: for rows that are wide, and for narrow windows. */
export function RowsCards({ columns, rows }: { columns: readonly Column[]; rows: readonly Record<string, unknown>[] }) {
  const [shownCount, setShownCount] = useState(CARDS_AT_ONCE);
  return (
    <div className={classes.scroll}>
      <ul className={classes.cards} aria-label="Rows of the result">
        {rows.slice(0, shownCount).map((row, index) => (
          // Rows of an answer have no identity of their own, and never move.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index} className={classes.card}>
            <dl>
              {columns.map((column) => (
                <div key={column.key} className={classes.pair}>
                  <dt>{column.key}</dt>
                  <dd>
                    <CellView cell={cellText(row[column.key], column)} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {rows.length > shownCount && (
        <Button variant="default" size="xs" m="md" onClick={() => setShownCount((count) => count + CARDS_AT_ONCE)}>
          Show {Math.min(CARDS_AT_ONCE, rows.length - shownCount)} more of {rows.length.toLocaleString()}
        </Button>
      )}
    </div>
  );
}
