import type { ParameterRow, Row } from '@jackfield/connector';
import { useQuery } from '@tanstack/react-query';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import classes from './api-page.module.css';

/** How many calls really send each shared row: a call may replace one, or switch it off. */
export function SharedRowUses({ apiId, rows }: { apiId: string; rows: readonly (Row | ParameterRow)[] }) {
  const { data } = useQuery(apiQueries.sharedRowUses(apiId));
  const shown = rows.filter(({ id, key }) => key !== '' && data?.rows[id] !== undefined);
  if (data === undefined || shown.length === 0) return null;
  return (
    <ul className={classes.rowUses}>
      {shown.map(({ id, key }) => (
        <li key={id}>
          <code>{key}</code> {countWords(data.rows[id] ?? 0, data.calls)}
        </li>
      ))}
    </ul>
  );
}

function countWords(count: number, all: number): string {
  if (all === 0) return 'will be sent by every call';
  if (count === all) return all === 1 ? 'used by the only call' : `used by all ${all} calls`;
  if (count === 0) return 'used by no call: each has its own, or switches it off';
  return `used by ${count} of ${all} calls`;
}
