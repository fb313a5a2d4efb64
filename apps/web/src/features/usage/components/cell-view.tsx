import type { CellText } from '../model/cell-text.ts';
import classes from './usage-result.module.css';

export function CellView({ cell }: { cell: CellText }) {
  if (cell.href !== undefined) {
    return (
      <a href={cell.href} target="_blank" rel="noopener noreferrer" className={classes.cell} title={cell.title}>
        {cell.text}
      </a>
    );
  }
  return (
    <span className={classes.cell} data-nothing={cell.isNothing || undefined} title={cell.title}>
      {cell.text}
    </span>
  );
}
