import { formatDay, formatExact } from '../lib/format-time.ts';

/** A day, with the exact time on hover. */
export function Day({ instant }: { instant: string }) {
  return (
    <time dateTime={instant} title={formatExact(instant)}>
      {formatDay(instant)}
    </time>
  );
}
